package io.tidemill.dbt.compile;

import java.util.Collection;
import java.util.Locale;

/**
 * Adds common table expressions to a statement: into its {@code with} if it has one, else before
 * it.
 */
final class CteInjection {
  private final String sql;
  private int at;

  private CteInjection(String sql) {
    this.sql = sql;
  }

  /** The first statement of the SQL with the expressions in it, placed and spaced as dbt does. */
  static String inject(String sql, Collection<String> expressions) {
    if (expressions.isEmpty()) {
      return sql;
    }
    String statement = new CteInjection(sql).firstStatement();
    String joined = String.join(", ", expressions);
    int with = new CteInjection(statement).endOfWith();
    if (with >= 0) {
      int next = afterSpace(statement, with);
      return statement.substring(0, next) + joined + ", " + statement.substring(next);
    }
    int start = afterSpace(statement, 0);
    return statement.substring(0, start) + "with" + joined + " " + statement.substring(start);
  }

  private static int afterSpace(String text, int from) {
    int next = from;
    while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
      next++;
    }
    return next;
  }

  private String firstStatement() {
    int depth = 0;
    while (at < sql.length()) {
      char c = sql.charAt(at);
      if (skipQuotedOrComment()) {
        continue;
      }
      if (c == '(') {
        depth++;
      } else if (c == ')') {
        depth--;
      } else if (c == ';' && depth == 0) {
        return sql.substring(0, at + 1);
      }
      at++;
    }
    return sql;
  }

  /**
   * Where the words {@code with} or {@code with recursive} end, -1 when there are none outside of
   * brackets.
   */
  private int endOfWith() {
    int depth = 0;
    while (at < sql.length()) {
      if (skipQuotedOrComment()) {
        continue;
      }
      char c = sql.charAt(at);
      if (isWord(c)) {
        int start = at;
        while (at < sql.length() && isWord(sql.charAt(at))) {
          at++;
        }
        if (depth == 0 && sql.substring(start, at).toLowerCase(Locale.ROOT).equals("with")) {
          return recursive(at);
        }
        continue;
      }
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      at++;
    }
    return -1;
  }

  private int recursive(int end) {
    int next = end;
    while (next < sql.length() && Character.isWhitespace(sql.charAt(next))) {
      next++;
    }
    String word = "recursive";
    int after = next + word.length();
    boolean follows =
        sql.regionMatches(true, next, word, 0, word.length())
            && (after >= sql.length() || !isWord(sql.charAt(after)));
    return follows ? after : end;
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '$';
  }

  private boolean skipQuotedOrComment() {
    char c = sql.charAt(at);
    if (c == '\'' || c == '"' || c == '`') {
      int end = at + 1;
      while (end < sql.length() && sql.charAt(end) != c) {
        end += sql.charAt(end) == '\\' && c != '`' ? 2 : 1;
      }
      at = Math.min(end + 1, sql.length());
      return true;
    }
    if (sql.startsWith("--", at)) {
      int end = sql.indexOf('\n', at);
      at = end < 0 ? sql.length() : end;
      return true;
    }
    if (sql.startsWith("/*", at)) {
      int end = sql.indexOf("*/", at + 2);
      at = end < 0 ? sql.length() : end + 2;
      return true;
    }
    return false;
  }
}
