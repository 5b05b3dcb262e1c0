package io.tidemill.planner.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.regex.Pattern;

/** Which call needs which role. */
final class AccessRules {
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
  private static final Pattern FOR_ADMINS =
      Pattern.compile("/v1/environments/[^/]+/(deploy|pause|resume)/?");

  private AccessRules() {}

  /** Health, and the console's files: they say nothing about anyone's data. */
  static boolean isPublic(HttpServletRequest request) {
    String path = request.getServletPath();
    return READING.contains(request.getMethod())
        && !path.startsWith("/v1")
        && (!path.startsWith("/actuator") || path.startsWith("/actuator/health"));
  }

  static Role neededRole(HttpServletRequest request) {
    if (READING.contains(request.getMethod())) {
      return Role.VIEWER;
    }
    return FOR_ADMINS.matcher(request.getServletPath()).matches() ? Role.ADMIN : Role.OPERATOR;
  }
}
