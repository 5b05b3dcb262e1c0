package io.tidemill.executor.materialization;

import io.tidemill.dbt.compile.CompiledNode;
import io.tidemill.dbt.config.GlueCredentials;
import io.tidemill.dbt.manifest.ManifestNode;
import io.tidemill.executor.catalog.Catalog;
import io.tidemill.executor.catalog.CatalogTable;
import io.tidemill.executor.catalog.TableName;
import io.tidemill.executor.error.ErrorCode;
import io.tidemill.executor.statement.AttemptId;
import io.tidemill.executor.statement.PriorAttempt;
import io.tidemill.executor.statement.PythonStep;
import io.tidemill.executor.statement.SqlStep;
import io.tidemill.executor.statement.StatementFailedException;
import io.tidemill.executor.statement.StatementRequest;
import io.tidemill.executor.statement.StatementResult;
import io.tidemill.executor.statement.Step;
import io.tidemill.executor.statement.StepResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One node while it is built: what it asks for, what is there, and the means to change that. */
final class NodeBuild {
  /** How often a statement that lost against another commit is run, the first time included. */
  private static final int CONFLICT_TRIES = 3;

  private static final String PRE_HOOK = "pre_hook_";

  private static final Set<String> COMMENTED = Set.of(TableBuild.MAIN, "view", "verdict");

  private final BuildMeans means;
  private final ModelOptions options;
  private final TableName name;
  private final RelationNames names;
  private final IcebergReferences references;
  private final CommitTag tag;
  private final List<String> executed = new ArrayList<>();
  private boolean sourcesTaken;

  NodeBuild(BuildMeans means) {
    CompiledNode compiled = means.compiled();
    String icebergCatalog = means.credentials().customIcebergCatalogNamespace();
    this.means = means;
    this.options = new ModelOptions(compiled.config());
    this.name = new TableName(compiled.relation().schema(), compiled.relation().identifier());
    this.names = new RelationNames(icebergCatalog);
    this.references = new IcebergReferences(icebergCatalog, means.isIceberg());
    this.tag = new CommitTag(means.attempt());
  }

  ManifestNode node() {
    return means.compiled().node();
  }

  AttemptId attempt() {
    return means.attempt();
  }

  Catalog catalog() {
    return means.catalog();
  }

  GlueCredentials credentials() {
    return means.credentials();
  }

  /** Whether {@code --full-refresh} was given. */
  boolean fullRefresh() {
    return means.fullRefresh();
  }

  /** Whether {@code --store-failures} was given. */
  boolean storeFailures() {
    return means.storeFailures();
  }

  /** Partitions to rebuild as key=value paths; empty: the whole node. */
  List<String> partitions() {
    return means.partitions();
  }

  /** The user's macros in place of dbt's. */
  UserMacros macros() {
    return means.macros();
  }

  /** The file that the node is written in. */
  Path file() {
    return means.file();
  }

  ModelOptions options() {
    return options;
  }

  TableName name() {
    return name;
  }

  RelationNames names() {
    return names;
  }

  CommitTag tag() {
    return tag;
  }

  /** The name under which a replacement is built before it takes the node's place. */
  TableName staging() {
    String schema = Optional.ofNullable(credentials().tempSchema()).orElse(name.database());
    String suffix = "__tidemill_" + TaskDigest.of(name.toString()).substring(0, 8);
    String stem = name.name().substring(0, Math.min(name.name().length(), 255 - suffix.length()));
    return new TableName(schema, stem + suffix);
  }

  /** Name of the temporary view over the node's query; the session may serve other nodes too. */
  String temporaryView() {
    return "tidemill_" + TaskDigest.of(attempt().task());
  }

  /**
   * Where the node's files go. An attempt that follows another has a folder of its own: in the
   * other's may be rows that it left, or still writes.
   */
  Location location() {
    String writer = mayHaveCommitted() ? attempt().toString() : attempt().task();
    return Location.of(name, options, credentials(), TaskDigest.of(writer));
  }

  /** What the catalog has under the node's name; its schema is created where it is missing. */
  Optional<CatalogTable> existing() {
    Optional<CatalogTable> existing = catalog().table(name);
    if (existing.isEmpty() && !catalog().databaseExists(name.database())) {
      String root = credentials().location();
      catalog().createDatabase(name.database(), root == null ? null : root + "/" + name.database());
    }
    return existing;
  }

  /** Whether an earlier attempt of the task may have had its effect. The first need not ask. */
  boolean mayHaveCommitted() {
    return attempt().attempt() > 1 || !(means.prior() instanceof PriorAttempt.None);
  }

  /**
   * Whether an earlier attempt of the task left a complete replacement that only waits to take the
   * node's place.
   */
  boolean isStaged() {
    return mayHaveCommitted() && catalog().table(staging()).filter(tag::isStagedIn).isPresent();
  }

  /** The node's query, ready to run; for a Python model, what {@link #takeSources} leaves. */
  String query() {
    PythonStep python = means.python();
    return python == null
        ? qualified(means.compiled().compiledCode())
        : "select * from " + python.view();
  }

  /**
   * What must run in the session before the first statement that uses {@link #query}. Given once:
   * what it leaves stays in the session.
   */
  List<Step> takeSources() {
    PythonStep python = means.python();
    boolean wanted = python != null && !sourcesTaken;
    sourcesTaken = true;
    return wanted ? List.of(python) : List.of();
  }

  /** SQL of the user's, its Iceberg tables found through their catalog. */
  String qualified(String sql) {
    return references.qualify(sql);
  }

  /** What runs before the node's own SQL. */
  List<SqlStep> preHooks() {
    List<SqlStep> steps = new ArrayList<>(hooks(PRE_HOOK, means.compiled().preHooks()));
    options
        .text("sql_header")
        .ifPresent(
            header -> steps.add(SqlStep.run("sql_header", qualified(SqlText.query(header)))));
    return steps;
  }

  List<SqlStep> postHooks() {
    return hooks("post_hook_", means.compiled().postHooks());
  }

  /** Runs steps that change something. A statement that lost against another commit runs again. */
  StatementResult write(String purpose, List<? extends Step> steps, Map<String, String> conf) {
    List<Step> remaining = commented(steps);
    record("-- " + purpose, remaining);
    for (int attempt = 1; ; attempt++) {
      try {
        return means.statements().run(StatementRequest.write(purpose, remaining).withConf(conf));
      } catch (StatementFailedException e) {
        if (e.code() != ErrorCode.COMMIT_CONFLICT || attempt == CONFLICT_TRIES) {
          untagAfter(e);
          throw e;
        }
        remaining = withoutHooks(remaining, e.done());
      }
    }
  }

  /** Runs steps that only read. */
  StatementResult read(String purpose, List<? extends Step> steps) {
    List<Step> commented = commented(steps);
    record("-- " + purpose, commented);
    return means.statements().run(StatementRequest.read(purpose, commented));
  }

  /** Hands all SQL that ran to whoever keeps it. */
  void keepArtifacts() {
    means.artifacts().run(node(), String.join(";\n\n", executed));
  }

  private List<SqlStep> hooks(String prefix, List<String> hooks) {
    List<SqlStep> steps = new ArrayList<>();
    for (String hook : hooks) {
      steps.add(SqlStep.run(prefix + (steps.size() + 1), qualified(SqlText.query(hook))));
    }
    return steps;
  }

  /** The steps with dbt's comment in those that carry SQL of the user's. */
  private List<Step> commented(List<? extends Step> steps) {
    List<Step> commented = new ArrayList<>();
    for (Step step : steps) {
      boolean users = COMMENTED.contains(step.name()) || step.name().contains("_hook_");
      commented.add(
          users && step instanceof SqlStep sql
              ? new SqlStep(
                  sql.name(),
                  means.comment().before(sql.sql()),
                  sql.fetch(),
                  sql.refresh(),
                  sql.when(),
                  sql.ignoreErrors())
              : step);
    }
    return commented;
  }

  private void record(String heading, List<? extends Step> steps) {
    executed.add(
        heading + "\n" + steps.stream().map(NodeBuild::text).collect(Collectors.joining(";\n")));
  }

  private static String text(Step step) {
    if (step instanceof SqlStep sql) {
      return sql.sql();
    }
    return step instanceof PythonStep python ? python.code() : "-- " + step.name();
  }

  // The user's hooks may not be repeatable; everything else of ours is.
  private static List<Step> withoutHooks(List<Step> steps, List<StepResult> done) {
    Set<String> hooks =
        done.stream()
            .filter(result -> result.status() == StepResult.Status.DONE)
            .map(StepResult::name)
            .filter(name -> name.startsWith(PRE_HOOK))
            .collect(Collectors.toSet());
    return steps.stream().filter(step -> !hooks.contains(step.name())).toList();
  }

  private void untagAfter(StatementFailedException failure) {
    SqlStep untag = tag.end();
    boolean tagged =
        failure.done().stream().anyMatch(result -> result.name().equals(tag.begin().name()));
    boolean untagged =
        failure.done().stream().anyMatch(result -> result.name().equals(untag.name()));
    if (tagged && !untagged) {
      try {
        means.statements().run(StatementRequest.read("end commit tag", List.of(untag)));
      } catch (RuntimeException e) {
        failure.addSuppressed(e);
      }
    }
  }
}
