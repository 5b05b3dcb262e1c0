package io.tidemill.dbt.jinja;

import org.jspecify.annotations.Nullable;

/** Python's unicode-escape codec as Jinja2 applies it to string literals. */
final class StringEscapes {

  private final String text;
  private final StringBuilder out;
  private int at;

  private StringEscapes(String text) {
    this.text = text;
    this.out = new StringBuilder(text.length());
  }

  /** The value of a literal's inside; raises ValueError with Python's reason. */
  static String decode(String text) {
    return text.indexOf('\\') < 0 ? text : new StringEscapes(text).run();
  }

  private String run() {
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c != '\\') {
        out.append(c);
      } else if (at == text.length()) {
        throw JinjaException.value("\\ at end of string");
      } else {
        escape(text.charAt(at++));
      }
    }
    return out.toString();
  }

  private void escape(char c) {
    switch (c) {
      case '\n' -> {}
      case '\\', '\'', '"' -> out.append(c);
      case 'a' -> out.append('\u0007');
      case 'b' -> out.append('\b');
      case 'f' -> out.append('\f');
      case 'n' -> out.append('\n');
      case 'r' -> out.append('\r');
      case 't' -> out.append('\t');
      case 'v' -> out.append('\u000b');
      case 'x' -> out.appendCodePoint(hex(2, "truncated \\xXX escape"));
      case 'u' -> out.appendCodePoint(hex(4, "truncated \\uXXXX escape"));
      case 'U' -> out.appendCodePoint(hex(8, "truncated \\UXXXXXXXX escape"));
      case 'N' -> named();
      default -> {
        if (c >= '0' && c <= '7') {
          octal(c - '0');
        } else if (c < 0x80) {
          out.append('\\').append(c);
        } else {
          unescapedBackslash();
        }
      }
    }
  }

  /**
   * Jinja2 escapes what is beyond ASCII first, so a backslash before it escapes that escape's
   * backslash.
   */
  private void unescapedBackslash() {
    int point = text.codePointAt(at - 1);
    at += Character.charCount(point) - 1;
    out.append('\\');
    if (point < 0x100) {
      out.append(String.format("x%02x", point));
    } else if (point < 0x10000) {
      out.append(String.format("u%04x", point));
    } else {
      out.append(String.format("U%08x", point));
    }
  }

  private int hex(int digits, String complaint) {
    int value = 0;
    for (int i = 0; i < digits; i++) {
      int digit =
          at < text.length() && text.charAt(at) < 0x80 ? Character.digit(text.charAt(at), 16) : -1;
      if (digit < 0) {
        throw JinjaException.value(complaint);
      }
      value = value * 16 + digit;
      at++;
    }
    if (value < 0 || value > Character.MAX_CODE_POINT) {
      throw JinjaException.value("illegal Unicode character");
    }
    return value;
  }

  private void octal(int first) {
    int value = first;
    for (int i = 0; i < 2 && at < text.length(); i++) {
      char c = text.charAt(at);
      if (c < '0' || c > '7') {
        break;
      }
      value = value * 8 + (c - '0');
      at++;
    }
    out.appendCodePoint(value);
  }

  private void named() {
    int close = at < text.length() && text.charAt(at) == '{' ? text.indexOf('}', at) : -1;
    if (close <= at + 1) {
      throw JinjaException.value("malformed \\N character escape");
    }
    Integer point = codePoint(text.substring(at + 1, close));
    if (point == null) {
      throw JinjaException.value("unknown Unicode character name");
    }
    at = close + 1;
    out.appendCodePoint(point);
  }

  private static @Nullable Integer codePoint(String name) {
    try {
      return Character.codePointOf(name);
    } catch (IllegalArgumentException unknown) {
      return null;
    }
  }
}
