package io.tidemill.planner.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Without tokens: calls must be meant for this machine. A web page elsewhere that makes the browser
 * call us, with a form or through a name of its own that points at loopback, is refused.
 */
final class LoopbackFilter extends OncePerRequestFilter {
  private static final Set<String> LOCAL_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final Caller EVERYONE = new Caller("local", Role.ADMIN);

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    if (!isLocal(request.getHeader(HttpHeaders.HOST))
        || (origin != null && !isLocal(origin.replaceFirst("^https?://", "")))) {
      Refusal.write(
          response,
          HttpStatus.FORBIDDEN,
          "Expected a call to this machine's own address, but it was for another name or from a page of another site");
      return;
    }
    request.setAttribute(Caller.ATTRIBUTE, EVERYONE);
    chain.doFilter(request, response);
  }

  private static boolean isLocal(@Nullable String hostAndPort) {
    return hostAndPort != null
        && LOCAL_NAMES.contains(hostAndPort.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT));
  }
}
