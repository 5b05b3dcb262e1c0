package io.tidemill.executor.materialization;

import java.util.ArrayList;
import java.util.List;

/**
 * A piece of a Spark SQL text. The pieces of a text, put together, are the text.
 *
 * @param kind what it is
 * @param text as written
 */
record SqlToken(Kind kind, String text) {

  enum Kind {
    /** A bare identifier, keyword or number. */
    WORD,
    /** An identifier in backquotes. */
    QUOTED,
    /** A string literal. */
    STRING,
    /** Any other single character. */
    SYMBOL,
    /** A comment or blank space. */
    IGNORED
  }

  /** Whether it can be a part of a name. */
  boolean isName() {
    return kind == Kind.WORD || kind == Kind.QUOTED;
  }

  /** The name it stands for, backquotes removed. */
  String name() {
    return kind == Kind.QUOTED ? text.substring(1, text.length() - 1).replace("``", "`") : text;
  }

  static List<SqlToken> of(String sql) {
    List<SqlToken> tokens = new ArrayList<>();
    int at = 0;
    while (at < sql.length()) {
      int end = end(sql, at);
      tokens.add(new SqlToken(kind(sql, at), sql.substring(at, end)));
      at = end;
    }
    return tokens;
  }

  private static Kind kind(String sql, int at) {
    char c = sql.charAt(at);
    if (Character.isWhitespace(c) || isComment(sql, at)) {
      return Kind.IGNORED;
    }
    if (c == '\'' || c == '"') {
      return Kind.STRING;
    }
    if (c == '`') {
      return Kind.QUOTED;
    }
    return isWord(c) ? Kind.WORD : Kind.SYMBOL;
  }

  private static int end(String sql, int at) {
    char c = sql.charAt(at);
    if (sql.startsWith("--", at)) {
      int newline = sql.indexOf('\n', at);
      return newline < 0 ? sql.length() : newline;
    }
    if (sql.startsWith("/*", at)) {
      int close = sql.indexOf("*/", at + 2);
      return close < 0 ? sql.length() : close + 2;
    }
    if (c == '\'' || c == '"') {
      return endOfString(sql, at);
    }
    if (c == '`') {
      return endOfQuoted(sql, at);
    }
    int end = at + 1;
    if (isWord(c)) {
      while (end < sql.length() && isWord(sql.charAt(end))) {
        end++;
      }
    }
    return end;
  }

  private static int endOfString(String sql, int at) {
    int end = at + 1;
    while (end < sql.length() && sql.charAt(end) != sql.charAt(at)) {
      end += sql.charAt(end) == '\\' ? 2 : 1;
    }
    return Math.min(end + 1, sql.length());
  }

  private static int endOfQuoted(String sql, int at) {
    int end = at + 1;
    while (end < sql.length()) {
      if (sql.charAt(end) == '`') {
        if (end + 1 < sql.length() && sql.charAt(end + 1) == '`') {
          end++;
        } else {
          return end + 1;
        }
      }
      end++;
    }
    return sql.length();
  }

  private static boolean isComment(String sql, int at) {
    return sql.startsWith("--", at) || sql.startsWith("/*", at);
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '$';
  }
}
