package io.tidemill.planner.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class LoopbackTest {

  @Test
  void answersThisMachinesOwnNames() throws Exception {
    assertThat(status("127.0.0.1:18080", null)).isEqualTo(200);
    assertThat(status("localhost", "http://localhost:18080")).isEqualTo(200);
    assertThat(status("[::1]:18080", "http://127.0.0.1:18080")).isEqualTo(200);
  }

  @Test
  void refusesANameThatMerelyPointsHere() throws Exception {
    assertThat(status("evil.example:18080", null)).isEqualTo(403);
    assertThat(status("127.0.0.1.evil.example", null)).isEqualTo(403);
  }

  @Test
  void refusesAPageOfAnotherSite() throws Exception {
    assertThat(status("127.0.0.1:18080", "https://evil.example")).isEqualTo(403);
    assertThat(status("127.0.0.1:18080", "null")).isEqualTo(403);
  }

  private static int status(String host, String origin) throws Exception {
    MockHttpServletRequest request = new MockHttpServletRequest("POST", "/v1/runs");
    request.addHeader("Host", host);
    if (origin != null) {
      request.addHeader("Origin", origin);
    }
    MockHttpServletResponse response = new MockHttpServletResponse();
    new LoopbackFilter().doFilter(request, response, new MockFilterChain());
    return response.getStatus();
  }
}
