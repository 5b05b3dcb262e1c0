package io.tidemill.executor.materialization;

import io.tidemill.executor.statement.ResultColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The statements that bring new rows into a table that exists.
 *
 * @param table the table's name in SQL
 * @param source name of the temporary view over the model's query
 * @param target columns of the table, in its order
 * @param given columns of it that the query gives; the others become null in new rows
 */
record IncrementalSql(
    String table, String source, List<ResultColumn> target, List<ResultColumn> given) {
  private static final String DEST = "DBT_INTERNAL_DEST";
  private static final String SOURCE = "DBT_INTERNAL_SOURCE";

  IncrementalSql {
    target = List.copyOf(target);
    given = List.copyOf(given);
  }

  String append() {
    return "insert into %s (%s) %s".formatted(table, SqlText.columns(names(target)), select());
  }

  /**
   * Replaces partitions or the whole table, as {@code spark.sql.sources.partitionOverwriteMode}
   * says.
   */
  String overwrite() {
    return "insert overwrite table %s (%s) %s"
        .formatted(table, SqlText.columns(names(target)), select());
  }

  String merge(ModelOptions options) {
    List<String> updates = options.mergeUpdateColumns(names(given));
    return "merge into %s as %s using %s as %s on %s%s when not matched then insert (%s) values (%s)"
        .formatted(
            table,
            DEST,
            source,
            SOURCE,
            conditions(options),
            updates.isEmpty() ? "" : " when matched then update set " + assignments(updates),
            SqlText.columns(names(target)),
            values());
  }

  /**
   * Deletes and inserts in one commit: the keys to delete and the rows to insert are both in the
   * source, told apart by a column; only the keys can match.
   */
  String deleteInsert(ModelOptions options) {
    List<String> keys = options.uniqueKey();
    String keyColumns = SqlText.columns(keys);
    String keyNames =
        target.stream()
            .map(
                column ->
                    contains(keys, column.name())
                        ? SqlText.quoted(column.name())
                        : "null as " + SqlText.quoted(column.name()))
            .collect(Collectors.joining(", "));
    String rows = selectList();
    return ("merge into %s as %s using (select 'delete' as tidemill_change, %s from (select distinct %s from %s) union all select 'insert', %s from %s) as %s"
            + " on %s.tidemill_change = 'delete' and %s"
            + " when matched then delete"
            + " when not matched and %s.tidemill_change = 'insert' then insert (%s) values (%s)")
        .formatted(
            table,
            DEST,
            keyNames,
            keyColumns,
            source,
            rows,
            source,
            SOURCE,
            SOURCE,
            conditions(options),
            SOURCE,
            SqlText.columns(names(target)),
            target.stream()
                .map(column -> SOURCE + "." + SqlText.quoted(column.name()))
                .collect(Collectors.joining(", ")));
  }

  private String conditions(ModelOptions options) {
    List<String> conditions = new ArrayList<>(options.incrementalPredicates());
    for (String key : options.uniqueKey()) {
      conditions.add(SOURCE + "." + key + " = " + DEST + "." + key);
    }
    if (options.uniqueKey().isEmpty()) {
      conditions.add("FALSE");
    }
    return conditions.stream().collect(Collectors.joining(") and (", "(", ")"));
  }

  private static String assignments(List<String> columns) {
    return columns.stream()
        .map(SqlText::identifier)
        .map(column -> column + " = " + SOURCE + "." + column)
        .collect(Collectors.joining(", "));
  }

  private String values() {
    return target.stream()
        .map(column -> isGiven(column) ? SOURCE + "." + SqlText.quoted(column.name()) : "null")
        .collect(Collectors.joining(", "));
  }

  private String select() {
    return "select " + selectList() + " from " + source;
  }

  private String selectList() {
    return target.stream()
        .map(
            column ->
                isGiven(column)
                    ? SqlText.quoted(column.name())
                    : "null as " + SqlText.quoted(column.name()))
        .collect(Collectors.joining(", "));
  }

  private boolean isGiven(ResultColumn column) {
    return Columns.find(given, column.name()).isPresent();
  }

  private static List<String> names(List<ResultColumn> columns) {
    return Columns.names(columns);
  }

  private static boolean contains(List<String> names, String name) {
    return names.stream().anyMatch(name::equalsIgnoreCase);
  }
}
