package io.tidemill.executor.materialization;

import io.tidemill.executor.catalog.CatalogColumn;
import io.tidemill.executor.catalog.CatalogTable;
import io.tidemill.executor.statement.ResultColumn;
import io.tidemill.executor.statement.StepResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Columns as the catalog, a query or a description tells of them. */
final class Columns {
  private Columns() {}

  /**
   * Columns that the table has now. Iceberg leaves those it had before among them, marked by a
   * property.
   */
  static List<ResultColumn> of(CatalogTable table) {
    return table.columns().stream()
        .filter(column -> !"false".equals(column.parameters().get("iceberg.field.current")))
        .map(column -> new ResultColumn(column.name(), column.type()))
        .toList();
  }

  /** Columns from the rows of {@code describe}, without what it says of partitions after them. */
  static List<ResultColumn> described(StepResult describe) {
    List<ResultColumn> columns = new ArrayList<>();
    for (List<@Nullable Object> row : describe.rows()) {
      String name = String.valueOf(row.get(0));
      if (name.isEmpty() || name.startsWith("#")) {
        break;
      }
      columns.add(new ResultColumn(name, String.valueOf(row.get(1))));
    }
    return List.copyOf(columns);
  }

  static List<String> names(List<ResultColumn> columns) {
    return columns.stream().map(ResultColumn::name).toList();
  }

  /** The column of that name, whatever its case. */
  static Optional<ResultColumn> find(List<ResultColumn> columns, String name) {
    return columns.stream().filter(column -> column.name().equalsIgnoreCase(name)).findFirst();
  }

  /** The comment that the catalog has for a column; empty when it has none. */
  static Optional<String> comment(CatalogTable table, String name) {
    return table.columns().stream()
        .filter(column -> column.name().equalsIgnoreCase(name))
        .filter(column -> !"false".equals(column.parameters().get("iceberg.field.current")))
        .map(CatalogColumn::comment)
        .filter(comment -> comment != null && !comment.isEmpty())
        .findFirst();
  }

  /** A type in the one spelling in which types are compared. */
  static String type(String type) {
    String plain = type.toLowerCase(Locale.ROOT).replaceAll("\\s+", "");
    return switch (plain) {
      case "integer" -> "int";
      case "long" -> "bigint";
      case "short" -> "smallint";
      case "byte" -> "tinyint";
      case "real" -> "float";
      case "dec", "numeric", "decimal" -> "decimal(10,0)";
      default -> plain.matches("(varchar|char)\\([0-9]+\\)") ? "string" : plain;
    };
  }
}
