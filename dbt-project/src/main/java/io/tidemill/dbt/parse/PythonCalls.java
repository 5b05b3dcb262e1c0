package io.tidemill.dbt.parse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds calls of named functions in Python source, whatever line breaks, comments and strings stand
 * around them.
 */
final class PythonCalls {
  /**
   * A call.
   *
   * @param positional source of each argument without a name
   * @param named source of each argument with a name
   */
  record Call(String function, List<String> positional, Map<String, String> named) {}

  private static final Pattern NAMED = Pattern.compile("^([A-Za-z_]\\w*)\\s*=(?!=)\\s*", 0);

  private final String source;
  private final Set<String> functions;
  private final List<Call> calls;

  private PythonCalls(String source, Set<String> functions, List<Call> calls) {
    this.source = source;
    this.functions = functions;
    this.calls = calls;
  }

  /** Calls of these functions by their dotted names, the outer before the inner. */
  static List<Call> in(String source, Set<String> functions) {
    List<Call> calls = new ArrayList<>();
    new PythonCalls(source, functions, calls).scan();
    return calls;
  }

  /** The source with strings and comments blanked, line by line as long as before. */
  static String codeOnly(String source) {
    StringBuilder code = new StringBuilder(source);
    PythonCalls scanner = new PythonCalls(source, Set.of(), new ArrayList<>());
    int at = 0;
    while (at < source.length()) {
      int end = scanner.afterText(at);
      for (int i = at; i < end; i++) {
        if (code.charAt(i) != '\n') {
          code.setCharAt(i, ' ');
        }
      }
      at = Math.max(end, at + 1);
    }
    return code.toString();
  }

  private void scan() {
    int at = 0;
    while (at < source.length()) {
      int text = afterText(at);
      if (text > at) {
        formatted(at, text);
        at = text;
      } else if (Character.isJavaIdentifierStart(source.charAt(at))) {
        at = name(at);
      } else {
        at++;
      }
    }
  }

  private int name(int start) {
    int end = start;
    while (end < source.length()
        && (Character.isJavaIdentifierPart(source.charAt(end)) || source.charAt(end) == '.')) {
      end++;
    }
    // The letters before a quote are the string's.
    if (end < source.length() && isQuote(source.charAt(end)) && end - start <= 2) {
      int text = afterText(end);
      if (source.substring(start, end).toLowerCase(java.util.Locale.ROOT).contains("f")) {
        braces(source.substring(end, text));
      }
      return text;
    }
    String name = source.substring(start, end);
    boolean member = start > 0 && source.charAt(start - 1) == '.';
    int open = end;
    while (open < source.length() && Character.isWhitespace(source.charAt(open))) {
      open++;
    }
    if (!member
        && functions.contains(name)
        && open < source.length()
        && source.charAt(open) == '(') {
      calls.add(call(name, open + 1));
    }
    return end;
  }

  private void formatted(int start, int end) {
    boolean prefixed = start > 0 && "fF".indexOf(source.charAt(start - 1)) >= 0;
    if (prefixed) {
      braces(source.substring(start, end));
    }
  }

  private void braces(String text) {
    int open = text.indexOf('{');
    while (open >= 0) {
      int close = text.indexOf('}', open);
      if (close < 0) {
        return;
      }
      new PythonCalls(text.substring(open + 1, close), functions, calls).scan();
      open = text.indexOf('{', close);
    }
  }

  private Call call(String name, int start) {
    List<String> positional = new ArrayList<>();
    Map<String, String> named = new LinkedHashMap<>();
    Consumer<String> add =
        argument -> {
          String text = argument.strip();
          Matcher keyword = NAMED.matcher(text);
          if (keyword.find()) {
            named.put(keyword.group(1), text.substring(keyword.end()));
          } else if (!text.isEmpty()) {
            positional.add(text);
          }
        };
    StringBuilder argument = new StringBuilder();
    int depth = 0;
    int at = start;
    while (at < source.length()) {
      int text = afterText(at);
      char c = source.charAt(at);
      if (text > at) {
        argument.append(c == '#' ? "" : source.substring(at, text));
        at = text;
        continue;
      }
      if (depth == 0 && (c == ',' || c == ')')) {
        add.accept(argument.toString());
        argument.setLength(0);
        if (c == ')') {
          break;
        }
      } else {
        depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
        argument.append(c);
      }
      at++;
    }
    return new Call(name, positional, named);
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'';
  }

  /** Where the string or comment that starts here ends; the same place when none starts here. */
  private int afterText(int at) {
    char c = source.charAt(at);
    if (c == '#') {
      int end = source.indexOf('\n', at);
      return end < 0 ? source.length() : end;
    }
    if (!isQuote(c)) {
      return at;
    }
    String triple = String.valueOf(c).repeat(3);
    String closing = source.startsWith(triple, at) ? triple : String.valueOf(c);
    int end = at + closing.length();
    while (end < source.length() && !source.startsWith(closing, end)) {
      if (closing.length() == 1 && source.charAt(end) == '\n') {
        return end;
      }
      end += source.charAt(end) == '\\' ? 2 : 1;
    }
    return Math.min(end + closing.length(), source.length());
  }
}
