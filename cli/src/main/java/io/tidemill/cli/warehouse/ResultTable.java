package io.tidemill.cli.warehouse;

import io.tidemill.dbt.compile.QueryResult;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows of a query as dbt's {@code show} prints them: at most six columns of twenty characters. */
public final class ResultTable {
  private static final int COLUMNS = 6;
  private static final int WIDTH = 20;
  private static final String MORE = "...";

  private ResultTable() {}

  /** The table as text; the last line ends with a line feed. */
  public static String text(QueryResult result) {
    int shown = Math.min(COLUMNS, result.columns().size());
    boolean more = result.columns().size() > shown;
    List<List<String>> lines = new ArrayList<>();
    List<String> header = new ArrayList<>();
    result.columns().subList(0, shown).forEach(column -> header.add(cut(column.name())));
    List<Boolean> right = new ArrayList<>();
    for (int i = 0; i < shown; i++) {
      int at = i;
      right.add(
          result.rows().stream()
              .map(row -> row.get(at))
              .filter(value -> value != null)
              .allMatch(value -> value instanceof Number || value instanceof Boolean));
    }
    if (more) {
      header.add(MORE);
      right.add(false);
    }
    for (List<Object> row : result.rows()) {
      List<String> line = new ArrayList<>();
      row.subList(0, shown).forEach(value -> line.add(cut(plain(value))));
      if (more) {
        line.add(MORE);
      }
      lines.add(line);
    }
    return laidOut(header, lines, right);
  }

  private static String laidOut(
      List<String> header, List<List<String>> lines, List<Boolean> right) {
    int[] widths = new int[header.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = header.get(i).length();
      for (List<String> line : lines) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    append(text, header, widths, right);
    List<String> rule = new ArrayList<>();
    for (int width : widths) {
      rule.add("-".repeat(width));
    }
    append(text, rule, widths, right);
    lines.forEach(line -> append(text, line, widths, right));
    return text.toString();
  }

  private static void append(
      StringBuilder text, List<String> cells, int[] widths, List<Boolean> right) {
    for (int i = 0; i < cells.size(); i++) {
      String padding = " ".repeat(widths[i] - cells.get(i).length());
      text.append("| ")
          .append(right.get(i) ? padding + cells.get(i) : cells.get(i) + padding)
          .append(' ');
    }
    text.append("|\n");
  }

  private static String cut(String text) {
    return text.length() <= WIDTH ? text : text.substring(0, WIDTH - MORE.length()) + MORE;
  }

  private static String plain(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    if (value instanceof Boolean flag) {
      return flag ? "True" : "False";
    }
    return value instanceof BigDecimal number
        ? (number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString())
        : String.valueOf(value);
  }

  /** The rows as objects by column name, for JSON. */
  public static List<Map<String, Object>> rows(QueryResult result) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (List<Object> row : result.rows()) {
      Map<String, Object> object = new LinkedHashMap<>();
      for (int i = 0; i < row.size(); i++) {
        Object value = row.get(i);
        boolean plain = value == null || value instanceof Number || value instanceof Boolean;
        object.put(result.columns().get(i).name(), plain ? value : String.valueOf(value));
      }
      rows.add(object);
    }
    return rows;
  }
}
