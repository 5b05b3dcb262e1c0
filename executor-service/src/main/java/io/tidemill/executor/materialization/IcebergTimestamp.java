package io.tidemill.executor.materialization;

/** dbt-glue's {@code add_iceberg_timestamp}: a column that says when a row was written. */
final class IcebergTimestamp {
  private IcebergTimestamp() {}

  static String added(NodeBuild build, FileFormat format, String query) {
    boolean wanted =
        format.kind() == FileFormat.Kind.ICEBERG
            && build.options().flag("add_iceberg_timestamp", false);
    return wanted
        ? "select *, current_timestamp() as update_iceberg_ts from " + SqlText.subquery(query)
        : query;
  }
}
