package io.tidemill.dbt.parse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows of a CSV text by the names in its first line; an empty value is null. */
final class CsvRows {
  private final String text;
  private int at;

  private CsvRows(String text) {
    this.text = text;
  }

  static List<Object> of(String text) {
    CsvRows reader = new CsvRows(text);
    List<Object> rows = new ArrayList<>();
    List<String> names = null;
    while (reader.at < text.length()) {
      List<String> line = reader.line();
      if (line.size() == 1 && line.get(0).isEmpty()) {
        continue;
      }
      if (names == null) {
        names = line;
      } else {
        rows.add(row(names, line));
      }
    }
    return rows;
  }

  private static Map<String, @Nullable Object> row(List<String> names, List<String> values) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      String value = i < values.size() ? values.get(i) : "";
      row.put(names.get(i), value.isEmpty() ? null : value);
    }
    return row;
  }

  private List<String> line() {
    List<String> values = new ArrayList<>();
    StringBuilder value = new StringBuilder();
    boolean quoted = false;
    boolean fresh = true;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (quoted) {
        if (c != '"') {
          value.append(c);
        } else if (at < text.length() && text.charAt(at) == '"') {
          value.append('"');
          at++;
        } else {
          quoted = false;
        }
      } else if (c == '"' && fresh) {
        quoted = true;
        fresh = false;
      } else if (c == ',') {
        values.add(value.toString());
        value.setLength(0);
        fresh = true;
      } else if (c == '\n' || c == '\r') {
        if (c == '\r' && at < text.length() && text.charAt(at) == '\n') {
          at++;
        }
        break;
      } else {
        value.append(c);
        fresh = false;
      }
    }
    values.add(value.toString());
    return values;
  }
}
