package io.tidemill.executor.catalog;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells a table's file format from what its writers leave in the catalog. */
final class TableFormats {
  private static final List<String> BY_CLASS =
      List.of("parquet", "orc", "avro", "json", "csv", "hudi", "hoodie");

  private TableFormats() {}

  static Optional<String> of(CatalogTable table) {
    Optional<String> tableType =
        table.parameter("table_type").map(type -> type.toLowerCase(Locale.ROOT));
    if (tableType.isPresent()) {
      return tableType;
    }
    Optional<String> provider =
        table.parameter("spark.sql.sources.provider").map(name -> name.toLowerCase(Locale.ROOT));
    if (provider.isPresent()) {
      return provider;
    }
    return byClass(table.storage().inputFormat()).or(() -> byClass(table.storage().serdeLibrary()));
  }

  private static Optional<String> byClass(@Nullable String className) {
    if (className == null) {
      return Optional.empty();
    }
    String lower = className.toLowerCase(Locale.ROOT);
    if (lower.contains("opencsv") || lower.contains("lazysimple")) {
      return Optional.of("csv");
    }
    return BY_CLASS.stream()
        .filter(lower::contains)
        .map(format -> format.equals("hoodie") ? "hudi" : format)
        .findFirst();
  }
}
