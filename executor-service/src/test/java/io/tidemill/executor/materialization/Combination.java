package io.tidemill.executor.materialization;

import java.util.ArrayList;
import java.util.List;

/**
 * A materialization, a format and how it is loaded: one row of the matrix.
 *
 * @param materialized dbt's word
 * @param format file format
 * @param strategy incremental strategy; empty for tables
 * @param partitioned whether the table has partitions
 */
record Combination(String materialized, String format, String strategy, boolean partitioned) {

  static List<Combination> all() {
    List<Combination> all = new ArrayList<>();
    for (String format : List.of("parquet", "iceberg", "orc", "json", "csv", "delta", "hudi")) {
      boolean changesRows = FileFormat.of(format).changesRows();
      boolean thorough = List.of("parquet", "iceberg").contains(format);
      for (boolean partitioned : thorough ? List.of(false, true) : List.of(true)) {
        all.add(new Combination("table", format, "", partitioned));
        for (String strategy : List.of("append", "insert_overwrite", "merge", "delete+insert")) {
          boolean needsRows = strategy.equals("merge") || strategy.equals("delete+insert");
          if (changesRows || !needsRows) {
            all.add(new Combination("incremental", format, strategy, partitioned));
          }
        }
      }
    }
    return all;
  }

  String name() {
    return String.join(" ", materialized, format, strategy, partitioned ? "partitioned" : "")
        .strip()
        .replaceAll(" +", " ");
  }

  String table() {
    return name().replaceAll("[^a-z]+", "_");
  }

  /** The table's name in Spark SQL. */
  String sqlName() {
    return (format.equals("iceberg") ? "glue_catalog." : "") + "silver." + table();
  }

  boolean incremental() {
    return materialized.equals("incremental");
  }
}
