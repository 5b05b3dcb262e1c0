package io.tidemill.catalog.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class TokenFilterTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @Test
  void refusesToListenForEverybodyWithoutAToken() throws Exception {
    InetAddress everybody = InetAddress.getByName("0.0.0.0");
    assertThatThrownBy(() -> new TokenFilter(null, everybody))
        .hasMessageContaining("Expected server.address to be a loopback address")
        .hasMessageContaining("set a token");
    assertThat(new TokenFilter("secret", everybody)).isNotNull();
  }

  @Test
  void letsInWhoBearsTheToken() throws Exception {
    assertThat(status("/v1/pending", "Bearer secret")).isEqualTo(200);
    assertThat(status("/v1/pending", "Bearer secrex")).isEqualTo(401);
    assertThat(status("/v1/pending", null)).isEqualTo(401);
    assertThat(status("/actuator/prometheus", null)).isEqualTo(401);
  }

  @Test
  void tellsItsHealthToEverybody() throws Exception {
    assertThat(status("/actuator/health", null)).isEqualTo(200);
  }

  private static int status(String path, String authorization) throws Exception {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
    if (authorization != null) {
      request.addHeader("Authorization", authorization);
    }
    MockHttpServletResponse response = new MockHttpServletResponse();
    new TokenFilter("secret", LOOPBACK).doFilter(request, response, new MockFilterChain());
    return response.getStatus();
  }
}
