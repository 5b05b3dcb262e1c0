package io.tidemill.executor.materialization;

import java.util.List;

/** A table, built anew each time. */
final class TableMaterialization {
  private final Lake lake;

  TableMaterialization(Lake lake) {
    this.lake = lake;
  }

  MaterializationResult build(NodeBuild build) {
    FileFormat format = build.options().format();
    String query =
        Contract.enforceOnRows(build, IcebergTimestamp.added(build, format, build.query()));
    TableBuild.Built built =
        new TableBuild(build, format, lake)
            .run("create table", List.of(), query, TableBuild.After.nothing());
    return MaterializationResult.built(built.table(), null);
  }
}
