package io.tidemill.executor.materialization;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Spark SQL's lexical rules: names, literals, and where one statement's text may stand. */
final class SqlText {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private SqlText() {}

  /** A name that stands for itself whatever it contains. */
  static String identifier(String name) {
    return PLAIN.matcher(name).matches() ? name : quoted(name);
  }

  /** A name in backquotes. */
  static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }

  /** Column names in backquotes, separated by commas. */
  static String columns(Collection<String> names) {
    return names.stream().map(SqlText::quoted).collect(Collectors.joining(", "));
  }

  /** A string literal; Spark reads backslashes in it as escapes. */
  static String literal(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  /** {@code ('k'='v', ...)}, in the order of the keys. */
  static String properties(Map<String, String> properties) {
    return properties.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> literal(entry.getKey()) + "=" + literal(entry.getValue()))
        .collect(Collectors.joining(", ", "(", ")"));
  }

  /**
   * A query without the semicolon and blank space that would end it too early inside another
   * statement. Blank lines before it stay: they count in the user's line numbers.
   */
  static String query(String sql) {
    String text = sql.stripTrailing();
    boolean commented = text.indexOf("--", text.lastIndexOf('\n') + 1) >= 0;
    return text.endsWith(";") && !commented ? query(text.substring(0, text.length() - 1)) : text;
  }

  /**
   * A subquery. The line break before the parenthesis ends a comment on the query's last line; none
   * is added before the query, so that Spark's line numbers are those of the compiled SQL.
   */
  static String subquery(String sql) {
    return "(" + query(sql) + "\n)";
  }

  /** The statements of a text in which semicolons separate them; empty ones left out. */
  static List<String> statements(String sql) {
    List<String> statements = new ArrayList<>();
    StringBuilder current = new StringBuilder();
    for (SqlToken token : SqlToken.of(sql)) {
      if (token.kind() == SqlToken.Kind.SYMBOL && token.text().equals(";")) {
        statements.add(current.toString());
        current.setLength(0);
      } else {
        current.append(token.text());
      }
    }
    statements.add(current.toString());
    return statements.stream().filter(SqlText::says).toList();
  }

  private static boolean says(String sql) {
    return SqlToken.of(sql).stream().anyMatch(token -> token.kind() != SqlToken.Kind.IGNORED);
  }

  /** Words in one line, empty ones left out. */
  static String words(List<String> words) {
    return words.stream().filter(word -> !word.isEmpty()).collect(Collectors.joining(" "));
  }
}
