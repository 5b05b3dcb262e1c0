package io.tidemill.dbt.jinja;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Translates regular expressions of Python's re to those of java.util.regex.
 *
 * <p>Group names become numbers kept aside, since Java's may not contain underscores; what one
 * dialect takes literally and the other does not (braces, brackets and {@code &&} inside classes, #
 * and spaces) is escaped.
 */
final class RegexTranslator {

  /** A translated expression with its named groups. */
  record Translated(Pattern pattern, Map<String, Integer> groups) {}

  private final String source;
  private final StringBuilder out = new StringBuilder();
  private final Map<String, Integer> groups = new HashMap<>();
  private final List<Integer> open = new ArrayList<>();
  private int at;
  private int groupCount;
  private int flags;
  private Previous previous = Previous.NOTHING;

  /** What a quantifier would apply to. */
  private enum Previous {
    NOTHING,
    ATOM,
    REPEAT
  }

  private RegexTranslator(String source, int flags) {
    this.source = source;
    this.flags = flags;
  }

  /** Compiles a Python expression with Python's flag bits. */
  static Translated translate(String source, int flags) {
    RegexTranslator translator = new RegexTranslator(source, flags);
    translator.run();
    try {
      return new Translated(
          Pattern.compile(translator.out.toString(), javaFlags(translator.flags)),
          translator.groups);
    } catch (PatternSyntaxException malformed) {
      throw fail(malformed.getDescription(), Math.max(0, malformed.getIndex()));
    }
  }

  private static int javaFlags(int flags) {
    int java = 0;
    java |=
        (flags & RegexModule.IGNORECASE) != 0 ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0;
    java |= (flags & RegexModule.MULTILINE) != 0 ? Pattern.MULTILINE : 0;
    java |= (flags & RegexModule.DOTALL) != 0 ? Pattern.DOTALL : 0;
    java |= (flags & RegexModule.VERBOSE) != 0 ? Pattern.COMMENTS : 0;
    java |= (flags & RegexModule.ASCII) == 0 ? Pattern.UNICODE_CHARACTER_CLASS : 0;
    return java | Pattern.UNIX_LINES;
  }

  static JinjaException fail(String message, int position) {
    return new JinjaException(ErrorKind.REGEX, message + " at position " + position);
  }

  private void run() {
    while (at < source.length()) {
      char c = source.charAt(at++);
      boolean repeats = c == '*' || c == '+' || c == '?' || c == '{' && braceEnd() > 0;
      if (repeats) {
        quantifier(c);
      } else {
        item(c);
      }
    }
    if (!open.isEmpty()) {
      throw fail("missing ), unterminated subpattern", open.get(open.size() - 1));
    }
  }

  private void item(char c) {
    previous = Previous.ATOM;
    switch (c) {
      case '\\' -> escape(false);
      case '[' -> characterClass();
      case '(' -> {
        previous = Previous.NOTHING;
        group();
      }
      case ')' -> {
        if (open.isEmpty()) {
          throw fail("unbalanced parenthesis", at - 1);
        }
        open.remove(open.size() - 1);
        out.append(c);
      }
      case '{' -> out.append("\\{");
      case '}' -> out.append("\\}");
      case ']' -> out.append("\\]");
      case '$' -> {
        previous = Previous.NOTHING;
        dollar();
      }
      case '|', '^' -> {
        previous = Previous.NOTHING;
        out.append(c);
      }
      default -> out.append(c);
    }
  }

  private void quantifier(char c) {
    if (previous == Previous.NOTHING) {
      throw fail("nothing to repeat", at - 1);
    }
    if (previous == Previous.REPEAT) {
      throw fail("multiple repeat", at - 1);
    }
    previous = Previous.REPEAT;
    if (c == '{') {
      String inside = source.substring(at, braceEnd());
      out.append('{').append(inside.startsWith(",") ? "0" + inside : inside).append('}');
      at += inside.length() + 1;
    } else {
      out.append(c);
    }
    if (at < source.length() && (source.charAt(at) == '?' || source.charAt(at) == '+')) {
      out.append(source.charAt(at++));
    }
  }

  /** Python's $ also matches before a final newline only, and never before other line ends. */
  private void dollar() {
    out.append((flags & RegexModule.MULTILINE) != 0 ? "(?=\\n|\\z)" : "(?=\\n?\\z)");
  }

  /**
   * Where the quantifier in braces that starts here ends, or -1 when the brace stands for itself.
   */
  private int braceEnd() {
    int close = source.indexOf('}', at);
    if (close < 0) {
      return -1;
    }
    String inside = source.substring(at, close);
    return inside.matches("\\d+(,\\d*)?|,\\d+") ? close : -1;
  }

  private void escape(boolean inClass) {
    if (at >= source.length()) {
      throw fail("bad escape (end of pattern)", at - 1);
    }
    char c = source.charAt(at++);
    switch (c) {
      case 'Z' -> out.append("\\z");
      case 'A', 'B' -> out.append('\\').append(c);
      case 'b' -> out.append(inClass ? "\\x08" : "\\b");
      case 'a' -> out.append("\\x07");
      case 'v' -> out.append("\\x0b");
      case 'd', 'D', 'w', 'W', 's', 'S', 'n', 'r', 't', 'f' -> out.append('\\').append(c);
      case 'x' -> hex(2);
      case 'u' -> hex(4);
      case 'U' -> hex(8);
      case '0' -> octal(inClass);
      default -> {
        if (c >= '1' && c <= '9') {
          backReference(c, inClass);
        } else if (c < 0x80 && Character.isLetter(c)) {
          throw fail("bad escape \\" + c, at - 2);
        } else {
          out.append('\\').append(c);
        }
      }
    }
  }

  private void hex(int digits) {
    if (at + digits > source.length()) {
      throw fail("incomplete escape \\x", at - 2);
    }
    out.append("\\x{").append(source, at, at + digits).append('}');
    at += digits;
  }

  private void octal(boolean inClass) {
    int end = at;
    while (end < source.length()
        && end - at < 2
        && source.charAt(end) >= '0'
        && source.charAt(end) <= '7') {
      end++;
    }
    out.append("\\0").append(end == at ? "0" : source.substring(at, end));
    at = end;
  }

  private void backReference(char first, boolean inClass) {
    int number = first - '0';
    if (at < source.length() && Character.isDigit(source.charAt(at))) {
      number = number * 10 + (source.charAt(at++) - '0');
    }
    if (inClass) {
      out.append("\\x{").append(Integer.toHexString(number)).append('}');
      return;
    }
    if (number > groupCount) {
      throw fail("invalid group reference " + number, at - 1);
    }
    out.append("(?:\\").append(number).append(')');
  }

  private void characterClass() {
    int start = at - 1;
    out.append('[');
    if (at < source.length() && source.charAt(at) == '^') {
      out.append('^');
      at++;
    }
    boolean first = true;
    while (true) {
      if (at >= source.length()) {
        throw fail("unterminated character set", start);
      }
      char c = source.charAt(at++);
      if (c == ']' && !first) {
        out.append(']');
        return;
      }
      first = false;
      switch (c) {
        case '\\' -> escape(true);
        case '[', ']', '&', '^', '#', ' ' -> out.append('\\').append(c);
        default -> out.append(c);
      }
    }
  }

  private void group() {
    open.add(at - 1);
    if (!source.startsWith("?", at)) {
      groupCount++;
      out.append('(');
      return;
    }
    int start = at - 1;
    at++;
    char kind = at < source.length() ? source.charAt(at) : ' ';
    if (source.startsWith("P<", at)) {
      named(start);
    } else if (source.startsWith("P=", at)) {
      namedReference(start);
    } else if (source.startsWith("<=", at) || source.startsWith("<!", at)) {
      out.append("(?").append(source, at, at + 2);
      at += 2;
    } else if (kind == ':' || kind == '=' || kind == '!' || kind == '>') {
      out.append("(?").append(kind);
      at++;
    } else if (kind == '#') {
      int close = source.indexOf(')', at);
      if (close < 0) {
        throw fail("missing ), unterminated comment", start);
      }
      at = close + 1;
      open.remove(open.size() - 1);
    } else if ("aiLmsux-".indexOf(kind) >= 0) {
      inlineFlags(start);
    } else {
      throw fail(
          "unknown extension ?"
              + (kind == '<' ? source.substring(at, Math.min(source.length(), at + 2)) : kind),
          start + 1);
    }
  }

  private void named(int start) {
    int close = source.indexOf('>', at);
    if (close < 0) {
      throw fail("missing >, unterminated name", at + 2);
    }
    String name = source.substring(at + 2, close);
    if (!PyText.isIdentifier(name)) {
      throw fail("bad character in group name " + PyRepr.quote(name), at + 2);
    }
    groupCount++;
    Integer previous = groups.put(name, groupCount);
    if (previous != null) {
      throw fail(
          "redefinition of group name "
              + PyRepr.quote(name)
              + " as group "
              + groupCount
              + "; was group "
              + previous,
          at + 2);
    }
    out.append('(');
    at = close + 1;
  }

  private void namedReference(int start) {
    int close = source.indexOf(')', at);
    String name = close < 0 ? "" : source.substring(at + 2, close);
    Integer group = groups.get(name);
    if (group == null) {
      throw fail("unknown group name " + PyRepr.quote(name), at + 2);
    }
    out.append("(?:\\").append(group).append(')');
    open.remove(open.size() - 1);
    at = close + 1;
  }

  private void inlineFlags(int start) {
    int end = at;
    while (end < source.length() && "aiLmsux-".indexOf(source.charAt(end)) >= 0) {
      end++;
    }
    String letters = source.substring(at, end);
    String java = letters.replace("a", "").replace("L", "").replace("u", "U");
    if (source.startsWith(")", end)) {
      if (start != 0) {
        throw fail("global flags not at the start of the expression", start);
      }
      flags |= RegexModule.flagBits(letters);
      open.remove(open.size() - 1);
      at = end + 1;
      return;
    }
    out.append("(?").append(java).append(':');
    at = end + 1;
  }
}
