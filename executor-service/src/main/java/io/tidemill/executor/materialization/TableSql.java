package io.tidemill.executor.materialization;

import io.tidemill.executor.catalog.TableName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code create table ... as}, and what goes with it.
 *
 * <p>All clauses stand on the line on which the query begins, so that a line number in Spark's
 * error is the line of the compiled SQL.
 *
 * @param names how relations are called
 * @param format format of the table
 * @param options the node's config
 * @param comment comment of the table; null for none
 * @param properties further table properties
 */
record TableSql(
    RelationNames names,
    FileFormat format,
    ModelOptions options,
    @Nullable String comment,
    Map<String, String> properties) {

  TableSql {
    properties = Map.copyOf(properties);
  }

  /** Creates the table, which must not be there. */
  String create(TableName name, Optional<String> location, String query) {
    return statement("create table", name, location, query);
  }

  /** Creates the table or replaces it in one step. */
  String createOrReplace(TableName name, Optional<String> location, String query) {
    return statement("create or replace table", name, location, query);
  }

  /** Forgets a table that a lost attempt may have left; its files are not looked at. */
  String dropIfThere(TableName name) {
    return "drop table if exists " + names.table(name, format);
  }

  private String statement(String verb, TableName name, Optional<String> location, String query) {
    return SqlText.words(
            List.of(
                verb,
                names.table(name, format),
                "using " + format.provider(),
                hudiOptions(),
                partitioning(),
                options.clustering(),
                format == FileFormat.S3TABLES
                    ? ""
                    : location.map(uri -> "location " + SqlText.literal(uri)).orElse(""),
                tableProperties(),
                comment == null ? "" : "comment " + SqlText.literal(comment)))
        + " as "
        + SqlText.query(query);
  }

  private String partitioning() {
    List<String> columns = options.partitionBy();
    return columns.isEmpty() ? "" : "partitioned by (" + String.join(", ", columns) + ")";
  }

  private String tableProperties() {
    Map<String, String> all = new TreeMap<>(options.tableProperties());
    all.putAll(properties);
    return all.isEmpty() ? "" : "tblproperties " + SqlText.properties(all);
  }

  private String hudiOptions() {
    if (format != FileFormat.HUDI) {
      return "";
    }
    Map<String, String> all = new TreeMap<>();
    if (!options.uniqueKey().isEmpty()) {
      all.put("primaryKey", String.join(",", options.uniqueKey()));
    }
    all.putAll(options.hudiOptions());
    return all.isEmpty() ? "" : "options " + SqlText.properties(all);
  }
}
