package io.tidemill.dbt.jinja;

import org.jspecify.annotations.Nullable;

/**
 * Python strings count code points, Java's count UTF-16 units; these operations count as Python
 * does.
 */
final class PyText {

  private PyText() {}

  /** The characters of a string value, or null when the value is not a string. */
  static @Nullable String of(Object value) {
    if (value instanceof String text) {
      return text;
    }
    return value instanceof Markup || value instanceof NativeMarker ? value.toString() : null;
  }

  static boolean is(Object value) {
    return value instanceof String || value instanceof Markup || value instanceof NativeMarker;
  }

  static boolean hasSurrogates(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /** The UTF-16 index of a code point index, which must be within the string. */
  static int unit(String text, int index) {
    return hasSurrogates(text) ? text.offsetByCodePoints(0, index) : index;
  }

  static String substring(String text, int from, int to) {
    if (!hasSurrogates(text)) {
      return text.substring(from, to);
    }
    int start = text.offsetByCodePoints(0, from);
    return text.substring(start, text.offsetByCodePoints(start, to - from));
  }

  static String slice(String text, PySlice slice) {
    int[] points = text.codePoints().toArray();
    PySlice.Bounds bounds = slice.resolve(points.length);
    if (bounds.step() == 1) {
      int start = (int) bounds.start();
      return bounds.size() == 0 ? "" : new String(points, start, bounds.size());
    }
    StringBuilder result = new StringBuilder(bounds.size());
    long at = bounds.start();
    for (int i = 0; i < bounds.size(); i++, at += bounds.step()) {
      result.appendCodePoint(points[(int) at]);
    }
    return result.toString();
  }

  /** Python's {@code str.isspace} for one character. */
  static boolean isSpace(int c) {
    if (c <= 0x7f) {
      return c == ' ' || (c >= 0x09 && c <= 0x0d) || (c >= 0x1c && c <= 0x1f);
    }
    return c == 0x85
        || c == 0xa0
        || c == 0x1680
        || (c >= 0x2000 && c <= 0x200a)
        || c == 0x2028
        || c == 0x2029
        || c == 0x202f
        || c == 0x205f
        || c == 0x3000;
  }

  static String stripStart(String text) {
    int start = 0;
    while (start < text.length() && isSpace(text.charAt(start))) {
      start++;
    }
    return text.substring(start);
  }

  static String stripEnd(String text) {
    int end = text.length();
    while (end > 0 && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end);
  }

  static String strip(String text) {
    return stripStart(stripEnd(text));
  }

  static boolean isPrintable(int c) {
    if (c == ' ') {
      return true;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR ->
          false;
      default -> true;
    };
  }

  static boolean isIdentifier(String text) {
    if (text.isEmpty()) {
      return false;
    }
    int first = text.codePointAt(0);
    if (first != '_' && !Character.isUnicodeIdentifierStart(first)) {
      return false;
    }
    return text.codePoints()
        .allMatch(
            c ->
                c == '_'
                    || Character.isUnicodeIdentifierPart(c) && !Character.isIdentifierIgnorable(c));
  }

  /** Compares by code point, as Python does. */
  static int compare(String left, String right) {
    int limit = Math.min(left.length(), right.length());
    for (int i = 0; i < limit; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        boolean high = Character.isSurrogate(a);
        return high == Character.isSurrogate(b) ? a - b : high ? 1 : -1;
      }
    }
    return left.length() - right.length();
  }

  static String repeat(String text, int times) {
    return text.repeat(times);
  }
}
