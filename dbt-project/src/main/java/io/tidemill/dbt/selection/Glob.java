package io.tidemill.dbt.selection;

import java.util.regex.Pattern;

/** Shell patterns as Python's fnmatch and pathlib read them. */
final class Glob {
  private Glob() {}

  /** Whether the whole text matches; a star crosses everything. */
  static boolean matches(String pattern, String text) {
    return Pattern.compile(regex(pattern, ".*", "."), Pattern.DOTALL).matcher(text).matches();
  }

  /** Whether a path matches; a star stays within one folder, two stars cross folders. */
  static boolean matchesPath(String pattern, String path) {
    String trimmed = pattern.replaceFirst("^\\./", "").replaceFirst("/+$", "");
    return Pattern.compile(regex(trimmed, "[^/]*", "[^/]")).matcher(path).matches();
  }

  static boolean isPattern(String text) {
    return text.indexOf('*') >= 0
        || text.indexOf('?') >= 0
        || text.indexOf('[') >= 0
        || text.indexOf(']') >= 0;
  }

  private static String regex(String pattern, String star, String any) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '*' && pattern.startsWith("**/", i) && star.startsWith("[")) {
        regex.append("(?:.*/)?");
        i += 2;
      } else if (c == '*' && pattern.startsWith("**", i)) {
        regex.append(".*");
        i++;
      } else if (c == '*') {
        regex.append(star);
      } else if (c == '?') {
        regex.append(any);
      } else if (c == '[' && pattern.indexOf(']', i + 2) > 0) {
        int end = pattern.indexOf(']', i + 2);
        String set = pattern.substring(i + 1, end).replace("\\", "\\\\");
        regex.append('[').append(set.startsWith("!") ? "^" + set.substring(1) : set).append(']');
        i = end;
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return regex.toString();
  }
}
