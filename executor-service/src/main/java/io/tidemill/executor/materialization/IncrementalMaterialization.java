package io.tidemill.executor.materialization;

import io.tidemill.executor.catalog.CatalogTable;
import io.tidemill.executor.catalog.TableName;
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
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A table that new rows are brought into. One statement where the table's columns are known from
 * the catalog and are to stay; two where the query's columns matter.
 */
final class IncrementalMaterialization {
  private static final String OVERWRITE_MODE = "spark.sql.sources.partitionOverwriteMode";

  private final Lake lake;

  IncrementalMaterialization(Lake lake) {
    this.lake = lake;
  }

  MaterializationResult build(NodeBuild build) {
    ModelOptions options = build.options();
    FileFormat format = options.format();
    Strategy strategy =
        new UserSql(build).hasStrategy(options.strategyName())
            ? Strategy.CUSTOM
            : options.strategy();
    validate(build, format, strategy);
    String query = IcebergTimestamp.added(build, format, build.query());
    Optional<CatalogTable> existing = build.existing();
    boolean fresh =
        existing.isEmpty() || existing.get().isView() || options.fullRefresh(build.fullRefresh());
    if (fresh) {
      TableBuild.Built built =
          new TableBuild(build, format, lake)
              .run(
                  "create incremental table",
                  List.of(),
                  Contract.enforceOnRows(build, query),
                  TableBuild.After.nothing());
      return MaterializationResult.built(built.table(), null);
    }
    requireSameFormat(build, format, existing.get());
    boolean overwrites = strategy == Strategy.INSERT_OVERWRITE || strategy == Strategy.MICROBATCH;
    LandedPartitions landed =
        overwrites ? LandedPartitions.of(build) : LandedPartitions.everything();
    String rows = Constraints.enforce(build.node(), landed.of(query));
    return new Load(build, format, strategy, rows, landed, existing.get()).run();
  }

  private static void validate(NodeBuild build, FileFormat format, Strategy strategy) {
    ModelOptions options = build.options();
    options.mergeUpdateColumns(List.of());
    if (format.kind() == FileFormat.Kind.HUDI && options.uniqueKey().isEmpty()) {
      throw configuration(
          "unique_key model configuration is required for HUDI incremental materializations.");
    }
    if (strategy == Strategy.DELETE_INSERT && options.uniqueKey().isEmpty()) {
      throw configuration(
          "Expected unique_key in the config of %s, because incremental_strategy 'delete+insert' deletes by it, but there is none"
              .formatted(build.node().uniqueId()));
    }
    if (strategy == Strategy.MICROBATCH && options.partitionBy().isEmpty()) {
      throw configuration(
          "dbt-spark 'microbatch' incremental strategy requires a `partition_by` config.\nEnsure you are using a `partition_by` column that is of grain %s."
              .formatted(options.text("batch_size").orElse("day")));
    }
  }

  private static void requireSameFormat(NodeBuild build, FileFormat format, CatalogTable existing) {
    String found = existing.format().orElse("unknown");
    if (!format.isCalled(found)) {
      throw configuration(
          "Expected %s to be a '%s' table, as file_format of %s says, but it is '%s'. Run the model with --full-refresh to build it anew"
              .formatted(build.name(), format.label(), build.node().uniqueId(), found));
    }
  }

  private static ExecutorException configuration(String message) {
    return new ExecutorException(ErrorCode.CONFIGURATION, message);
  }

  /** One load of new rows into a table that exists. */
  private final class Load {
    private final NodeBuild build;
    private final FileFormat format;
    private final Strategy strategy;
    private final String query;
    private final LandedPartitions landed;
    private final CatalogTable existing;
    private final String table;
    private boolean committed;
    private boolean tagsInSql;

    Load(
        NodeBuild build,
        FileFormat format,
        Strategy strategy,
        String query,
        LandedPartitions landed,
        CatalogTable existing) {
      this.build = build;
      this.format = format;
      this.strategy = strategy;
      this.query = query;
      this.landed = landed;
      this.existing = existing;
      this.table = build.names().table(build.name(), format);
      this.committed = build.tag().isOn(existing);
    }

    MaterializationResult run() {
      if (format.kind() == FileFormat.Kind.FILES) {
        if (committed) {
          return finished();
        }
        if (build.isStaged()) {
          publish(versions().locations(build.name()));
          return finished();
        }
      }
      List<Step> steps = new ArrayList<>();
      IncrementalSql sql;
      if (needsQueryColumns()) {
        StatementResult seen = build.write("compare columns", inspection(), Map.of());
        committed = committed || hasHistory() && build.tag().isIn(seen);
        List<ResultColumn> target = targetColumns(seen);
        List<ResultColumn> given = Columns.described(seen.step("query_columns"));
        if (build.node().contractEnforced()) {
          Contract.check(given, Columns.described(seen.step(Contract.PROMISED)));
        }
        sql = withChanges(target, given, steps);
      } else {
        steps.addAll(build.preHooks());
        steps.addAll(build.takeSources());
        List<ResultColumn> target = Columns.of(existing);
        sql = new IncrementalSql(table, build.temporaryView(), target, target);
      }
      steps.add(view());
      boolean files = format.kind() == FileFormat.Kind.FILES && strategy != Strategy.CUSTOM;
      Long rows = files ? files(sql, steps) : rows(sql, steps);
      return MaterializationResult.built(tableNow(), rows);
    }

    /** An earlier attempt has written the rows; its hooks may not have run. */
    private MaterializationResult finished() {
      runPostHooks();
      return MaterializationResult.built(tableNow(), null);
    }

    private CatalogTable tableNow() {
      build.catalog().invalidate(build.name());
      return build.catalog().table(build.name()).orElseThrow();
    }

    private void runPostHooks() {
      if (!build.postHooks().isEmpty()) {
        build.write("post-hooks", build.postHooks(), Map.of());
      }
    }

    /** Whether the catalog alone cannot tell which columns to write. */
    private boolean needsQueryColumns() {
      boolean catalogKnows =
          format.kind() == FileFormat.Kind.FILES || format.kind() == FileFormat.Kind.ICEBERG;
      return !catalogKnows
          || build.options().onSchemaChange() != SchemaChangePolicy.IGNORE
          || build.node().contractEnforced();
    }

    private List<Step> inspection() {
      List<Step> steps = new ArrayList<>(build.preHooks());
      steps.addAll(build.takeSources());
      steps.add(view());
      steps.add(SqlStep.query("query_columns", "describe table " + build.temporaryView()));
      if (build.node().contractEnforced()) {
        steps.add(Contract.promised(build));
      }
      if (hasHistory()) {
        steps.add(SqlStep.query("table_columns", "describe table " + table));
        steps.add(build.tag().history(format, build.name(), table));
      }
      return steps;
    }

    /** Whether the table itself, not the catalog, tells its columns and who committed. */
    private boolean hasHistory() {
      return format.kind() == FileFormat.Kind.DELTA || format.kind() == FileFormat.Kind.HUDI;
    }

    private List<ResultColumn> targetColumns(StatementResult seen) {
      return hasHistory()
          ? Columns.described(seen.step("table_columns")).stream()
              .filter(column -> !column.name().startsWith("_hoodie_"))
              .toList()
          : Columns.of(existing);
    }

    /**
     * Adds the statements that change the table's columns, and tells what then is to be written.
     */
    private IncrementalSql withChanges(
        List<ResultColumn> target, List<ResultColumn> given, List<Step> steps) {
      SchemaChangePolicy policy = build.options().onSchemaChange();
      SchemaChange change = SchemaChange.between(given, target);
      if (policy == SchemaChangePolicy.IGNORE) {
        return new IncrementalSql(table, build.temporaryView(), target, target);
      }
      if (policy == SchemaChangePolicy.FAIL) {
        change.refuse();
      }
      List<String> changes = change.statements(table, format, policy, target);
      if (format.kind() == FileFormat.Kind.HUDI && !changes.isEmpty()) {
        steps.add(settleHudi(target));
        tagsInSql = true;
      }
      for (String statement : changes) {
        steps.add(SqlStep.run("alter_" + (steps.size() + 1), statement));
      }
      List<ResultColumn> after = new ArrayList<>(target);
      if (policy == SchemaChangePolicy.SYNC_ALL_COLUMNS) {
        after.removeAll(change.removed());
      }
      after.addAll(change.added());
      return new IncrementalSql(table, build.temporaryView(), after, given);
    }

    /**
     * Hudi rolls a failed write back before the next one, but not before a change of the columns,
     * after which it no longer can. So a write of nothing goes first, which is not the task's
     * commit.
     */
    private SqlStep settleHudi(List<ResultColumn> target) {
      String columns = SqlText.columns(Columns.names(target));
      return SqlStep.run(
          "settle",
          "insert into %s (%s) select %s from %s where false"
              .formatted(table, columns, columns, table));
    }

    private SqlStep view() {
      return SqlStep.run(
          "view",
          "create or replace temporary view %s as %s"
              .formatted(build.temporaryView(), SqlText.query(query)));
    }

    private SqlStep dropView() {
      return SqlStep.run("drop_view", "drop view if exists " + build.temporaryView());
    }

    /** Writes to a table that has commits. */
    private @Nullable Long rows(IncrementalSql sql, List<Step> steps) {
      boolean iceberg = format.kind() == FileFormat.Kind.ICEBERG;
      List<SqlStep> writes = writes(sql);
      if (iceberg) {
        boolean asks =
            build.mayHaveCommitted()
                || strategy.addsBlindly(!build.options().uniqueKey().isEmpty());
        if (asks) {
          steps.add(build.tag().check(table));
        }
        steps.add(build.tag().begin());
        writes.forEach(write -> steps.add(asks ? write.when(CommitTag.notCommitted()) : write));
        steps.add(build.tag().end());
      } else if (!committed) {
        if (tagsInSql) {
          steps.addAll(build.tag().set(format));
        }
        steps.addAll(writes);
        if (tagsInSql) {
          steps.addAll(build.tag().reset(format));
        }
        if (format.kind() == FileFormat.Kind.FILES) {
          steps.add(build.tag().written(table));
        }
      }
      ColumnDocs docs = new ColumnDocs(build.node(), build.options());
      steps.addAll(docs.relationSteps(table, existing));
      steps.addAll(docs.columnSteps(table, Optional.of(existing)));
      if (iceberg && build.options().flag("iceberg_expire_snapshots", false)) {
        steps.add(SqlStep.run("expire_snapshots", expireSnapshots()));
      }
      steps.add(dropView());
      steps.addAll(build.postHooks());
      StatementResult result = build.write(strategy.label(), steps, conf());
      return committed ? null : result.step(TableBuild.MAIN).affected();
    }

    private List<SqlStep> writes(IncrementalSql sql) {
      if (strategy != Strategy.CUSTOM) {
        return List.of(SqlStep.run(TableBuild.MAIN, statement(sql)));
      }
      List<SqlStep> writes = new ArrayList<>();
      new UserSql(build)
          .strategy(build.options().strategyName(), format, build.temporaryView(), sql.target())
          .forEach(
              text ->
                  writes.add(
                      SqlStep.run(
                          TableBuild.MAIN + (writes.isEmpty() ? "" : "_" + (writes.size() + 1)),
                          text)));
      if (writes.isEmpty()) {
        throw configuration(
            "Expected the macro of incremental_strategy '%s' to give SQL for %s, but it gave none"
                .formatted(build.options().strategyName(), build.node().uniqueId()));
      }
      return writes;
    }

    private String statement(IncrementalSql sql) {
      return switch (strategy) {
        case APPEND -> sql.append();
        case INSERT_OVERWRITE, MICROBATCH -> sql.overwrite();
        case MERGE ->
            build.options().uniqueKey().isEmpty()
                    && build.options().incrementalPredicates().isEmpty()
                ? sql.append()
                : sql.merge(build.options());
        case DELETE_INSERT -> sql.deleteInsert(build.options());
        case CUSTOM ->
            throw new IllegalStateException("Expected the user's macro to write the statement");
      };
    }

    // Keeps what Iceberg's own table properties say, five days by default: readers and time travel
    // go on working.
    private String expireSnapshots() {
      String catalog = build.names().icebergCatalog();
      return "call %s.system.expire_snapshots(table => %s)"
          .formatted(
              catalog.isEmpty() ? "spark_catalog" : SqlText.identifier(catalog),
              SqlText.literal(build.name().toString()));
    }

    private Map<String, String> conf() {
      Map<String, String> conf = new TreeMap<>();
      boolean partitioned = !build.options().partitionBy().isEmpty();
      // Dynamic, an empty result would leave an unpartitioned table as it was.
      conf.put(OVERWRITE_MODE, partitioned ? "dynamic" : "static");
      if (!tagsInSql) {
        conf.putAll(build.tag().conf(format));
      }
      return conf;
    }

    /**
     * Writes the new rows of a table of plain files to a folder of their own, then points the
     * catalog to it.
     */
    private @Nullable Long files(IncrementalSql sql, List<Step> steps) {
      TableName staging = build.staging();
      String stagingName = build.names().sessionCatalog(staging);
      String location = build.location().versionedFor(build.node());
      if (!existing.partitionKeys().isEmpty() && !TableSwap.tracksPartitions(existing)) {
        // Spark finds folders by itself; from here on the catalog says where each partition is.
        steps.add(SqlStep.run("partitions", "msck repair table " + table));
      }
      steps.add(SqlStep.run("drop_staging", "drop table if exists " + stagingName));
      steps.add(
          SqlStep.run(
              "staging",
              "create table %s like %s location %s"
                  .formatted(stagingName, table, SqlText.literal(location))));
      steps.add(
          SqlStep.run(
              TableBuild.MAIN,
              new IncrementalSql(stagingName, sql.source(), sql.target(), sql.given())
                  .overwrite()));
      ColumnDocs docs = new ColumnDocs(build.node(), build.options());
      steps.addAll(docs.relationSteps(table, existing));
      steps.addAll(docs.columnSteps(table, Optional.of(existing)));
      steps.add(dropView());
      steps.add(build.tag().staged(stagingName));
      List<String> before = versions().locations(build.name());
      StatementResult result = build.write(strategy.label(), steps, filesConf());
      publish(before);
      runPostHooks();
      return result.step(TableBuild.MAIN).affected();
    }

    // Tables that Hive made ask for the second setting where Spark's own do not.
    private static Map<String, String> filesConf() {
      return Map.of(OVERWRITE_MODE, "static", "hive.exec.dynamic.partition.mode", "nonstrict");
    }

    private void publish(List<String> before) {
      Map<String, String> properties = build.tag().tableProperty();
      boolean adds = strategy == Strategy.APPEND;
      if (!existing.partitionKeys().isEmpty()) {
        new PartitionSwap(build.catalog(), lake, build.name(), build.staging())
            .publish(adds, landed.emptied(existing), properties);
      } else if (adds) {
        new FileAppend(build.catalog(), lake).publish(build.name(), build.staging(), properties);
      } else {
        build.catalog().invalidate(build.name());
        new TableSwap(build.catalog()).replaceFiles(build.name(), build.staging(), properties);
      }
      versions().removeUnused(tableNow(), build.location(), before);
    }

    private OldVersions versions() {
      return new OldVersions(build.catalog(), lake);
    }
  }
}
