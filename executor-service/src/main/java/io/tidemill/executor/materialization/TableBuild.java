package io.tidemill.executor.materialization;

import io.tidemill.executor.catalog.CatalogTable;
import io.tidemill.executor.catalog.TableName;
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
 * Builds a whole table from a query, whatever has its name now, in one statement.
 *
 * <p>Iceberg and Delta replace a table of their own in one commit. Everything else is built under
 * another name, in a folder of its own, and then takes the place of what is there: readers never
 * find the table missing or half full, and a failed query leaves the old one.
 */
final class TableBuild {
  /** Name of the step that runs the node's query. */
  static final String MAIN = "main";

  private final NodeBuild build;
  private final FileFormat format;
  private final Lake lake;

  TableBuild(NodeBuild build, FileFormat format, Lake lake) {
    this.build = build;
    this.format = format;
    this.lake = lake;
  }

  /**
   * What was built.
   *
   * @param table the table as it now is
   * @param result what the statement gave; null when an earlier attempt had built the table
   */
  record Built(CatalogTable table, @Nullable StatementResult result) {}

  /**
   * Builds the table.
   *
   * @param purpose what the statement is called
   * @param sources steps that the query needs
   * @param query the query
   * @param after queries to run on the new table before anyone else sees it, by the name it has
   *     then
   */
  Built run(String purpose, List<? extends Step> sources, String query, After after) {
    Optional<CatalogTable> existing = build.existing();
    boolean files = hasVersions();
    if (files && build.isStaged()) {
      return new Built(publish(locationsNow()), readAfter(after));
    }
    if (files && existing.filter(build.tag()::isOn).isPresent()) {
      runPostHooks();
      return new Built(existing.get(), readAfter(after));
    }
    boolean direct = direct(existing);
    if (direct && existing.isPresent() && isInDelta()) {
      runPostHooks();
      return new Built(existing.get(), readAfter(after));
    }
    TableName builtAs = direct ? build.name() : build.staging();
    TableSql sql = sql();
    List<Step> steps = new ArrayList<>(build.preHooks());
    steps.addAll(sources);
    steps.addAll(build.takeSources());
    if (!direct) {
      steps.add(SqlStep.run("drop_staging", sql.dropIfThere(builtAs)));
    }
    steps.addAll(create(sql, builtAs, existing, direct, query));
    String table = build.names().table(builtAs, format);
    steps.addAll(docs().columnSteps(table, Optional.empty()));
    steps.addAll(after.steps(table));
    if (direct) {
      steps.addAll(build.postHooks());
    } else if (files) {
      steps.add(build.tag().staged(table));
    }
    List<String> before = direct ? List.of() : locationsNow();
    StatementResult result = build.write(purpose, steps, conf());
    return new Built(finish(direct, before), result);
  }

  /** Queries on a table that has been built. */
  interface After {
    List<? extends Step> steps(String table);

    static After nothing() {
      return table -> List.of();
    }
  }

  private List<SqlStep> create(
      TableSql sql,
      TableName builtAs,
      Optional<CatalogTable> existing,
      boolean direct,
      String query) {
    boolean replaces = direct && format.replacesItself();
    String statement =
        new UserSql(build)
            .createTable(builtAs, format, query)
            .orElseGet(
                () ->
                    replaces
                        ? sql.createOrReplace(builtAs, locationInPlace(existing), query)
                        : sql.create(builtAs, versionLocation(), query));
    SqlStep main = SqlStep.run(MAIN, statement);
    if (format.kind() != FileFormat.Kind.ICEBERG) {
      return List.of(main);
    }
    List<SqlStep> steps = new ArrayList<>();
    if (replaces && existing.isPresent() && build.mayHaveCommitted()) {
      steps.add(build.tag().check(build.names().table(builtAs, format)));
      main = main.when(CommitTag.notCommitted());
    }
    steps.addAll(List.of(build.tag().begin(), main, build.tag().end()));
    return steps;
  }

  /** Whether an earlier attempt of the task has replaced the Delta table that is there. */
  private boolean isInDelta() {
    if (format.kind() != FileFormat.Kind.DELTA || !build.mayHaveCommitted()) {
      return false;
    }
    String table = build.names().table(build.name(), format);
    return build
        .tag()
        .isIn(
            build.read(
                "look for the commit", List.of(build.tag().history(format, build.name(), table))));
  }

  /** Whether the table can be made under its own name at once. */
  private boolean direct(Optional<CatalogTable> existing) {
    if (new UserSql(build).createsTables()) {
      return existing.isEmpty();
    }
    if (existing.isEmpty()) {
      // Spark enters a partitioned table of files before its partitions: for a moment it is empty.
      return format.kind() != FileFormat.Kind.FILES || build.options().partitionBy().isEmpty();
    }
    return format.replacesItself() && existing.get().format().filter(format::isCalled).isPresent();
  }

  private CatalogTable finish(boolean direct, List<String> before) {
    build.catalog().invalidate(build.name());
    if (direct) {
      return build.catalog().table(build.name()).orElseThrow();
    }
    return publish(before);
  }

  private CatalogTable publish(List<String> before) {
    CatalogTable table =
        new TableSwap(build.catalog()).replace(build.name(), build.staging(), partitions());
    if (format.kind() == FileFormat.Kind.FILES) {
      versions().removeUnused(table, build.location(), before);
    }
    runPostHooks();
    return table;
  }

  /** Whether each build has a folder of its own, in which the same task must not write twice. */
  private boolean hasVersions() {
    return format.kind() == FileFormat.Kind.FILES || format.kind() == FileFormat.Kind.HUDI;
  }

  private TableSwap.Partitions partitions() {
    return build.options().config().materialized().equals("incremental")
        ? TableSwap.Partitions.IN_CATALOG
        : TableSwap.Partitions.BY_FOLDER;
  }

  /** Asks an already built table what the statement that built it was to ask. */
  private @Nullable StatementResult readAfter(After after) {
    List<? extends Step> queries = after.steps(build.names().table(build.name(), format));
    return queries.isEmpty() ? null : build.read("read what was built", queries);
  }

  private List<String> locationsNow() {
    return versions().locations(build.name());
  }

  private void runPostHooks() {
    List<SqlStep> hooks = build.postHooks();
    if (!hooks.isEmpty()) {
      build.write("post-hooks", hooks, Map.of());
    }
  }

  // A table keeps its place unless the project says it belongs elsewhere; Delta cannot move.
  private Optional<String> locationInPlace(Optional<CatalogTable> existing) {
    Optional<String> base = Optional.ofNullable(build.location().base());
    if (existing.isEmpty()) {
      return base;
    }
    Optional<String> current = existing.get().location();
    boolean settled =
        base.isEmpty() || current.filter(uri -> uri.startsWith(base.get())).isPresent();
    return settled || format.kind() == FileFormat.Kind.DELTA ? Optional.empty() : base;
  }

  private Optional<String> versionLocation() {
    return format.kind() == FileFormat.Kind.FILES
        ? Optional.of(build.location().versionedFor(build.node()))
        : build.location().versioned();
  }

  private TableSql sql() {
    Map<String, String> properties = hasVersions() ? build.tag().tableProperty() : Map.of();
    return new TableSql(
        build.names(), format, build.options(), docs().relationComment(), properties);
  }

  private Map<String, String> conf() {
    Map<String, String> conf = new TreeMap<>();
    // A dynamic overwrite would keep what a lost attempt left in the folder.
    conf.put("spark.sql.sources.partitionOverwriteMode", "static");
    if (format.kind() == FileFormat.Kind.FILES) {
      conf.put("spark.sql.legacy.allowNonEmptyLocationInCTAS", "true");
    }
    conf.putAll(build.tag().conf(format));
    return conf;
  }

  private ColumnDocs docs() {
    return new ColumnDocs(build.node(), build.options());
  }

  private OldVersions versions() {
    return new OldVersions(build.catalog(), lake);
  }
}
