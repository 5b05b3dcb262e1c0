package io.tidemill.catalog.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets in who bears the token. Without one the service may listen on loopback only, and refuses to
 * start elsewhere.
 */
@Component
class TokenFilter extends OncePerRequestFilter {
  private static final String OPEN = "/actuator/health";

  private final @Nullable String token;

  TokenFilter(
      @Value("${tidemill.catalog.token:#{null}}") @Nullable String token,
      @Value("${server.address:}") @Nullable InetAddress address) {
    if (token == null && (address == null || !address.isLoopbackAddress())) {
      throw new IllegalStateException(
          "Expected server.address to be a loopback address as tidemill.catalog.token is not set, but it is "
              + address
              + "; set a token, or bind to 127.0.0.1");
    }
    this.token = token;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return token == null || request.getRequestURI().startsWith(OPEN);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (bearsToken(request.getHeader("Authorization"))) {
      chain.doFilter(request, response);
    } else {
      response.sendError(HttpServletResponse.SC_UNAUTHORIZED, "Expected a bearer token");
    }
  }

  private boolean bearsToken(@Nullable String authorization) {
    byte[] expected = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
    // Takes the same time wherever the first difference is.
    return authorization != null
        && MessageDigest.isEqual(expected, authorization.getBytes(StandardCharsets.UTF_8));
  }
}
