package io.tidemill.executor.materialization;

import io.tidemill.executor.error.ErrorCode;
import io.tidemill.executor.error.ExecutorException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a seed's CSV file, as dbt reads one: fields may be quoted, {@code null} and nothing
 * are null.
 *
 * @param columns names in the header
 * @param rows values in column order
 */
record SeedFile(List<String> columns, List<List<@Nullable String>> rows) {

  static SeedFile parse(String text, char delimiter) {
    List<List<String>> records = new Reader(withoutByteOrderMark(text), delimiter).records();
    if (records.isEmpty()) {
      throw invalid("Expected a header line in the seed, but the file is empty");
    }
    List<String> columns = records.get(0).stream().map(String::strip).toList();
    requireUsable(columns);
    List<List<@Nullable String>> rows = new ArrayList<>();
    for (int i = 1; i < records.size(); i++) {
      rows.add(row(records.get(i), columns.size(), i + 1));
    }
    return new SeedFile(columns, rows);
  }

  /** The same rows as text that every reader takes alike: comma, quotes, nothing for null. */
  String canonical() {
    StringBuilder out = new StringBuilder();
    line(out, columns);
    rows.forEach(row -> line(out, row));
    return out.toString();
  }

  private static void line(StringBuilder out, List<? extends @Nullable String> values) {
    for (int i = 0; i < values.size(); i++) {
      if (i > 0) {
        out.append(',');
      }
      String value = values.get(i);
      if (value != null) {
        out.append('"').append(value.replace("\"", "\"\"")).append('"');
      }
    }
    out.append('\n');
  }

  private static List<@Nullable String> row(List<String> values, int width, int line) {
    if (values.size() > width) {
      throw invalid(
          "Expected record %d of the seed to have %d values, as its header, but it has %d: %s"
              .formatted(line, width, values.size(), values));
    }
    List<@Nullable String> row = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      String value = i < values.size() ? values.get(i) : "";
      String word = value.strip().toLowerCase(Locale.ROOT);
      row.add(word.isEmpty() || word.equals("null") ? null : value);
    }
    return row;
  }

  private static void requireUsable(List<String> columns) {
    Set<String> seen = new HashSet<>();
    for (String column : columns) {
      if (column.isEmpty() || !seen.add(column.toLowerCase(Locale.ROOT))) {
        throw invalid(
            "Expected every column of the seed to have a name of its own, but the header is %s"
                .formatted(columns));
      }
    }
  }

  private static String withoutByteOrderMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static ExecutorException invalid(String message) {
    return new ExecutorException(ErrorCode.CONFIGURATION, message);
  }

  /** Splits text into records, minding quotes. */
  private static final class Reader {
    private final String text;
    private final char delimiter;
    private int at;

    Reader(String text, char delimiter) {
      this.text = text;
      this.delimiter = delimiter;
    }

    List<List<String>> records() {
      List<List<String>> records = new ArrayList<>();
      while (at < text.length()) {
        List<String> fields = new ArrayList<>();
        do {
          fields.add(field());
        } while (consume(delimiter));
        consume('\r');
        consume('\n');
        boolean blank = fields.size() == 1 && fields.get(0).isBlank();
        if (!blank) {
          records.add(fields);
        }
      }
      return records;
    }

    private String field() {
      if (at < text.length() && text.charAt(at) == '"') {
        return quoted();
      }
      int start = at;
      while (at < text.length() && !endsField(text.charAt(at))) {
        at++;
      }
      return text.substring(start, at);
    }

    private String quoted() {
      StringBuilder value = new StringBuilder();
      at++;
      while (at < text.length()) {
        char c = text.charAt(at++);
        if (c != '"') {
          value.append(c);
        } else if (at < text.length() && text.charAt(at) == '"') {
          value.append('"');
          at++;
        } else {
          break;
        }
      }
      while (at < text.length() && !endsField(text.charAt(at))) {
        value.append(text.charAt(at++));
      }
      return value.toString();
    }

    private boolean endsField(char c) {
      return c == delimiter || c == '\n' || c == '\r';
    }

    private boolean consume(char c) {
      if (at < text.length() && text.charAt(at) == c) {
        at++;
        return true;
      }
      return false;
    }
  }
}
