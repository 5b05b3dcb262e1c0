package io.tidemill.executor.materialization;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** What a table must hold, worked out without Spark: rows as maps, changed by the rules of dbt. */
final class ExpectedTable {
  private List<Map<String, String>> rows = new ArrayList<>();

  /** Rows written as {@code "1 x a"} under columns written as {@code "id name dt"}; - is null. */
  static List<Map<String, String>> batch(String columns, String... lines) {
    String[] names = columns.split(" ");
    return Arrays.stream(lines)
        .map(
            line -> {
              String[] values = line.split(" ");
              Map<String, String> row = new LinkedHashMap<>();
              for (int i = 0; i < names.length; i++) {
                row.put(names[i], values[i].equals("-") ? null : values[i]);
              }
              return row;
            })
        .toList();
  }

  /** The batch as a query that gives exactly it. */
  static String sql(List<Map<String, String>> batch, String columns) {
    if (batch.isEmpty()) {
      return "select "
          + Arrays.stream(columns.split(" "))
              .map(column -> "cast(null as " + type(column) + ") as " + column)
              .collect(Collectors.joining(", "))
          + " where false";
    }
    return batch.stream()
        .map(
            row ->
                row.entrySet().stream()
                    .map(
                        cell ->
                            "cast(%s as %s) as %s"
                                .formatted(
                                    cell.getValue() == null ? "null" : "'" + cell.getValue() + "'",
                                    type(cell.getKey()),
                                    cell.getKey()))
                    .collect(Collectors.joining(", ", "select ", "")))
        .collect(Collectors.joining("\nunion all\n"));
  }

  private static String type(String column) {
    return switch (column) {
      case "id", "extra" -> "int";
      case "ts" -> "timestamp";
      default -> "string";
    };
  }

  void replace(List<Map<String, String>> batch) {
    rows = new ArrayList<>(batch);
  }

  void append(List<Map<String, String>> batch) {
    rows.addAll(batch);
  }

  void overwrite(List<Map<String, String>> batch, boolean partitioned) {
    if (!partitioned) {
      replace(batch);
      return;
    }
    Set<String> touched = batch.stream().map(row -> row.get("dt")).collect(Collectors.toSet());
    rows.removeIf(row -> touched.contains(row.get("dt")));
    append(batch);
  }

  /** Upsert by id, and deletion by id before insertion: the same for keys that are unique. */
  void upsert(List<Map<String, String>> batch) {
    Set<String> keys = batch.stream().map(row -> row.get("id")).collect(Collectors.toSet());
    rows.removeIf(row -> keys.contains(row.get("id")));
    append(batch);
  }

  /** The rows as a reader sees them, in an order of their own: {@code id name dt [extra]}. */
  List<String> seen(String... columns) {
    return rows.stream()
        .map(
            row ->
                Arrays.stream(columns)
                    .map(column -> Objects.toString(row.get(column), "-"))
                    .collect(Collectors.joining(" ")))
        .sorted()
        .toList();
  }

  static List<String> seen(List<List<Object>> rows) {
    return rows.stream()
        .map(
            row ->
                row.stream()
                    .map(value -> Objects.toString(value, "-"))
                    .collect(Collectors.joining(" ")))
        .sorted()
        .toList();
  }
}
