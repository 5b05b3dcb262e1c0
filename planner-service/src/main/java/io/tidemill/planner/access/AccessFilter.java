package io.tidemill.planner.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * With tokens: every call but the health checks and the console's own files needs one whose role
 * allows it.
 */
final class AccessFilter extends OncePerRequestFilter {
  private static final String BEARER = "bearer ";

  private final TokenRegistry tokens;

  AccessFilter(TokenRegistry tokens) {
    this.tokens = tokens;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return AccessRules.isPublic(request);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<Caller> caller = bearerToken(request).flatMap(tokens::caller);
    if (caller.isEmpty()) {
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"tidemill\"");
      Refusal.write(
          response,
          HttpStatus.UNAUTHORIZED,
          "Expected a valid token in the header Authorization: Bearer <token>, but there is none");
      return;
    }
    Role needed = AccessRules.neededRole(request);
    if (!caller.get().role().allows(needed)) {
      Refusal.write(
          response,
          HttpStatus.FORBIDDEN,
          "Expected a token with the role %s, but '%s' has the role %s"
              .formatted(needed, caller.get().name(), caller.get().role()));
      return;
    }
    request.setAttribute(Caller.ATTRIBUTE, caller.get());
    chain.doFilter(request, response);
  }

  private static Optional<String> bearerToken(HttpServletRequest request) {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    return header != null && header.toLowerCase(Locale.ROOT).startsWith(BEARER)
        ? Optional.of(header.substring(BEARER.length()).trim())
        : Optional.empty();
  }
}
