package io.tidemill.executor.materialization;

import io.tidemill.executor.catalog.CatalogTable;
import io.tidemill.executor.error.ErrorCode;
import io.tidemill.executor.error.ExecutorException;
import io.tidemill.executor.statement.ResultColumn;
import io.tidemill.executor.statement.SqlStep;
import io.tidemill.executor.statement.StatementResult;
import io.tidemill.executor.statement.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A table that keeps how the rows of a query were over time. */
final class SnapshotMaterialization {
  private final Lake lake;

  SnapshotMaterialization(Lake lake) {
    this.lake = lake;
  }

  MaterializationResult build(NodeBuild build) {
    FileFormat format = build.options().format();
    SnapshotOptions options = SnapshotOptions.of(build.options(), build.node().uniqueId());
    requireRowChanges(format);
    SnapshotSql sql = new SnapshotSql(options, build.temporaryView());
    Optional<CatalogTable> existing = build.existing();
    if (existing.isEmpty()) {
      TableBuild.Built built =
          new TableBuild(build, format, lake)
              .run(
                  "create snapshot", List.of(view(build)), sql.first(), TableBuild.After.nothing());
      return MaterializationResult.built(built.table(), null);
    }
    requireSnapshotTable(build, format, existing.get());
    return merge(build, format, options, sql, existing.get());
  }

  private static MaterializationResult merge(
      NodeBuild build,
      FileFormat format,
      SnapshotOptions options,
      SnapshotSql sql,
      CatalogTable existing) {
    String table = build.names().table(build.name(), format);
    List<Step> inspection = new ArrayList<>(build.preHooks());
    inspection.add(view(build));
    inspection.add(SqlStep.query("query_columns", "describe table " + build.temporaryView()));
    inspection.add(SqlStep.query("table_columns", "describe table " + table));
    boolean iceberg = format.kind() == FileFormat.Kind.ICEBERG;
    if (!iceberg && build.mayHaveCommitted()) {
      inspection.add(build.tag().history(format, build.name(), table));
    }
    StatementResult seen = build.write("compare columns", inspection, Map.of());
    List<ResultColumn> source = Columns.described(seen.step("query_columns"));
    List<ResultColumn> target = Columns.described(seen.step("table_columns"));
    requireMetaColumns(options, target);

    List<Step> steps = new ArrayList<>();
    SchemaChange change = SchemaChange.between(source, target);
    for (String statement :
        change.statements(table, format, SchemaChangePolicy.APPEND_NEW_COLUMNS, target)) {
      steps.add(SqlStep.run("alter_" + (steps.size() + 1), statement));
    }
    steps.add(view(build));
    SqlStep main =
        SqlStep.run(
            TableBuild.MAIN, sql.merge(table, Columns.names(source), Columns.names(target)));
    boolean committed = !iceberg && build.mayHaveCommitted() && build.tag().isIn(seen);
    if (iceberg) {
      if (build.mayHaveCommitted()) {
        steps.add(build.tag().check(table));
        main = main.when(CommitTag.notCommitted());
      }
      steps.addAll(List.of(build.tag().begin(), main, build.tag().end()));
    } else if (!committed) {
      steps.add(main);
    }
    steps.addAll(
        new ColumnDocs(build.node(), build.options()).columnSteps(table, Optional.of(existing)));
    steps.add(SqlStep.run("drop_view", "drop view if exists " + build.temporaryView()));
    steps.addAll(build.postHooks());
    StatementResult result = build.write("snapshot", steps, build.tag().conf(format));
    build.catalog().invalidate(build.name());
    return MaterializationResult.built(
        build.catalog().table(build.name()).orElseThrow(),
        committed ? null : result.step(TableBuild.MAIN).affected());
  }

  private static SqlStep view(NodeBuild build) {
    return SqlStep.run(
        "view",
        "create or replace temporary view %s as %s"
            .formatted(build.temporaryView(), SqlText.query(build.query())));
  }

  private static void requireRowChanges(FileFormat format) {
    if (!format.changesRows()) {
      throw new ExecutorException(
          ErrorCode.CONFIGURATION,
          "Invalid file format: %s\nSnapshot functionality requires file_format be set to 'delta' or 'iceberg' or 'hudi'"
              .formatted(format.label()));
    }
  }

  private static void requireSnapshotTable(
      NodeBuild build, FileFormat format, CatalogTable existing) {
    if (existing.isView()) {
      throw new ExecutorException(
          ErrorCode.CONFIGURATION,
          "Trying to create table '%s', but it currently exists as a view. Either drop it manually, or give the snapshot another alias"
              .formatted(build.name()));
    }
    if (existing.format().filter(format::isCalled).isEmpty()) {
      throw new ExecutorException(
          ErrorCode.CONFIGURATION,
          "The existing table %s is in another format than '%s': it is '%s'. A snapshot is never built anew, because its history would be lost; copy the table, or correct file_format"
              .formatted(build.name(), format.label(), existing.format().orElse("unknown")));
    }
  }

  private static void requireMetaColumns(SnapshotOptions options, List<ResultColumn> target) {
    SnapshotOptions.MetaColumns meta = options.meta();
    List<String> expected =
        new ArrayList<>(List.of(meta.scdId(), meta.validFrom(), meta.validTo(), meta.updatedAt()));
    if (options.recordsDeletes()) {
      expected.add(meta.isDeleted());
    }
    List<String> missing =
        expected.stream().filter(name -> Columns.find(target, name).isEmpty()).toList();
    if (!missing.isEmpty()) {
      throw new ExecutorException(
          ErrorCode.CONFIGURATION,
          "Snapshot target is missing configured columns: %s. Add them to the table, or name the ones it has in snapshot_meta_column_names"
              .formatted(missing));
    }
  }
}
