package io.tidemill.executor.materialization;

import io.tidemill.executor.error.ErrorCode;
import io.tidemill.executor.error.ExecutorException;
import io.tidemill.executor.statement.ResultColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How the columns of a query differ from those of its table.
 *
 * @param added columns only the query has
 * @param removed columns only the table has
 * @param retyped columns of both, with the query's type, where that is another
 */
record SchemaChange(
    List<ResultColumn> added, List<ResultColumn> removed, List<ResultColumn> retyped) {
  private static final Pattern DECIMAL = Pattern.compile("decimal\\(([0-9]+),([0-9]+)\\)");
  private static final List<String> INTEGERS = List.of("tinyint", "smallint", "int", "bigint");

  static SchemaChange between(List<ResultColumn> query, List<ResultColumn> table) {
    List<ResultColumn> retyped =
        query.stream()
            .filter(
                column ->
                    Columns.find(table, column.name())
                        .filter(
                            old -> !Columns.type(old.type()).equals(Columns.type(column.type())))
                        .isPresent())
            .toList();
    return new SchemaChange(missing(query, table), missing(table, query), retyped);
  }

  boolean isEmpty() {
    return added.isEmpty() && removed.isEmpty() && retyped.isEmpty();
  }

  /** Refuses any difference, in dbt's words. */
  void refuse() {
    if (!isEmpty()) {
      throw new ExecutorException(
          ErrorCode.CONFIGURATION,
          """
          The source and target schemas on this incremental model are out of sync!
          They can be reconciled in several ways:
            - set the `on_schema_change` config to either append_new_columns or sync_all_columns, depending on your situation.
            - Re-run the incremental model with `full_refresh: True` to update the target schema.
            - update the schema manually and re-run the process.

          Additional troubleshooting context:
             Source columns not in target: %s
             Target columns not in source: %s
             New column types: %s"""
              .formatted(list(added), list(removed), list(retyped)));
    }
  }

  /** The {@code alter table} statements that give the table the query's columns. */
  List<String> statements(
      String table, FileFormat format, SchemaChangePolicy policy, List<ResultColumn> before) {
    List<String> statements = new ArrayList<>();
    boolean sync = policy == SchemaChangePolicy.SYNC_ALL_COLUMNS;
    if (sync && format.kind() == FileFormat.Kind.FILES) {
      refuseForFiles(format, before);
    }
    if (!added.isEmpty()) {
      statements.add(
          "alter table %s add columns (%s)"
              .formatted(
                  table,
                  added.stream()
                      .map(column -> SqlText.quoted(column.name()) + " " + column.type())
                      .collect(Collectors.joining(", "))));
    }
    if (sync && !removed.isEmpty()) {
      statements.add(
          "alter table %s drop columns (%s)"
              .formatted(table, SqlText.columns(Columns.names(removed))));
    }
    if (sync) {
      for (ResultColumn column : retyped) {
        ResultColumn old = Columns.find(before, column.name()).orElseThrow();
        if (widens(column.type(), old.type())) {
          // The table's type already holds every value of the query's.
          continue;
        }
        if (!widens(old.type(), column.type())) {
          throw unable(format, old, column);
        }
        statements.add(
            "alter table %s alter column %s type %s"
                .formatted(table, SqlText.quoted(old.name()), column.type()));
      }
    }
    return statements;
  }

  private void refuseForFiles(FileFormat format, List<ResultColumn> before) {
    boolean harmless =
        removed.isEmpty()
            && retyped.stream()
                .allMatch(
                    column ->
                        widens(
                            column.type(),
                            Columns.find(before, column.name()).orElseThrow().type()));
    if (!harmless) {
      throw new ExecutorException(
          ErrorCode.CONFIGURATION,
          "Expected on_schema_change: sync_all_columns to have only columns to add, because Spark can neither drop nor retype a column of a '%s' table, but columns to remove are %s and new column types are %s. Run the model with --full-refresh, or set file_format to 'iceberg'"
              .formatted(format.label(), list(removed), list(retyped)));
    }
  }

  private static ExecutorException unable(
      FileFormat format, ResultColumn old, ResultColumn column) {
    return new ExecutorException(
        ErrorCode.CONFIGURATION,
        "Expected the new type of column '%s' to hold every value of its old one, but '%s' cannot become '%s' in a '%s' table. Cast it in the model, or run it with --full-refresh"
            .formatted(column.name(), old.type(), column.type(), format.label()));
  }

  /** Whether every value of {@code from} is one of {@code to}, by the rules that formats share. */
  static boolean widens(String from, String to) {
    String narrow = Columns.type(from);
    String wide = Columns.type(to);
    if (narrow.equals(wide)) {
      return true;
    }
    int narrowInteger = INTEGERS.indexOf(narrow);
    if (narrowInteger >= 0) {
      return INTEGERS.indexOf(wide) > narrowInteger;
    }
    Matcher narrowDecimal = DECIMAL.matcher(narrow);
    Matcher wideDecimal = DECIMAL.matcher(wide);
    if (narrowDecimal.matches() && wideDecimal.matches()) {
      return narrowDecimal.group(2).equals(wideDecimal.group(2))
          && Integer.parseInt(wideDecimal.group(1)) > Integer.parseInt(narrowDecimal.group(1));
    }
    return narrow.equals("float") && wide.equals("double");
  }

  private static List<ResultColumn> missing(List<ResultColumn> of, List<ResultColumn> in) {
    return of.stream().filter(column -> Columns.find(in, column.name()).isEmpty()).toList();
  }

  private static String list(List<ResultColumn> columns) {
    return columns.stream()
        .map(column -> column.name() + " " + column.type())
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
