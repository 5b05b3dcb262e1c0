package io.tidemill.cli.command;

import io.tidemill.cli.ExitCodes;
import io.tidemill.cli.api.DbtLog;
import io.tidemill.cli.api.TaskLine;
import io.tidemill.cli.warehouse.GlueWarehouse;
import io.tidemill.dbt.DbtProject;
import io.tidemill.dbt.Invocation;
import io.tidemill.dbt.artifact.NodeResult;
import io.tidemill.dbt.artifact.NodeStatus;
import io.tidemill.dbt.artifact.RunResultsArtifact;
import io.tidemill.dbt.artifact.Timing;
import io.tidemill.dbt.compile.RelationType;
import io.tidemill.dbt.compile.WarehouseRelation;
import io.tidemill.dbt.manifest.Manifest;
import io.tidemill.dbt.manifest.ManifestNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tidemill clone}: relations of another environment, made available in this one. */
@Command(
    name = "clone",
    description = {
      "Make a view in this target of each selected relation of the environment whose manifest.json is in --state.",
      "As with dbt on Spark, a clone is a view: no data is copied. What is there already stays, unless --full-refresh."
    },
    mixinStandardHelpOptions = true)
public final class CloneCommand implements Callable<Integer> {
  private static final Set<String> CLONED = Set.of("model", "seed", "snapshot");

  @Mixin private ProjectOptions project = new ProjectOptions();
  @Mixin private SelectionOptions selection = new SelectionOptions();
  @Mixin private StateOptions state = new StateOptions();
  @Mixin private WarehouseOptions aws = new WarehouseOptions();
  @Mixin private LogOptions logging = new LogOptions();

  @Option(
      names = {"-f", "--full-refresh"},
      description = "Replace views that are there already.")
  private boolean fullRefresh;

  @Override
  public Integer call() {
    DbtLog log = logging.log();
    Manifest other = state.deferred();
    DbtProject loaded = DbtProject.load(project.source());
    Invocations.announce(log, loaded);
    Invocations.concurrency(log, loaded);
    Invocation invocation = Invocations.of("clone", logging, project.variables());
    Instant started = Instant.now();
    List<NodeResult> results = new ArrayList<>();
    List<ManifestNode> nodes =
        selection.in(loaded.manifest(), state.selection(project.targetPath()), CLONED).stream()
            .map(id -> loaded.manifest().nodes().get(id))
            .filter(node -> !node.ephemeral())
            .toList();
    try (GlueWarehouse warehouse = aws.open(loaded, "clone")) {
      for (ManifestNode node : nodes) {
        results.add(clone(warehouse, node, other, results.size() + 1, nodes.size(), log));
      }
    }
    Duration took = Duration.between(started, Instant.now());
    new RunResultsArtifact(
            Invocations.metadata(invocation), results, took, Map.of("which", "clone"))
        .write(project.targetPath());
    return summarize(results, took, log);
  }

  private NodeResult clone(
      GlueWarehouse warehouse,
      ManifestNode node,
      Manifest other,
      int index,
      int total,
      DbtLog log) {
    Instant started = Instant.now();
    String name = node.schema() + "." + node.alias();
    String message;
    NodeStatus status = NodeStatus.SUCCESS;
    try {
      message = clone(warehouse, node, other.nodes().get(node.uniqueId()));
    } catch (RuntimeException e) {
      status = NodeStatus.ERROR;
      message = String.valueOf(e.getMessage());
    }
    Instant ended = Instant.now();
    Duration took = Duration.between(started, ended);
    String verdict =
        status == NodeStatus.ERROR ? "ERROR" : message.equals("No-op") ? "No-op" : "OK";
    log.info(
        TaskLine.end(
            index,
            total,
            status == NodeStatus.ERROR ? "ERROR cloning" : "Cloned",
            name,
            verdict,
            took));
    return new NodeResult(
        node.uniqueId(),
        status,
        List.of(new Timing("execute", started, ended)),
        "main",
        took,
        Map.of(),
        message,
        null,
        null,
        null,
        node.relationName(),
        null);
  }

  private String clone(GlueWarehouse warehouse, ManifestNode node, @Nullable ManifestNode other) {
    if (other == null || other.relationName() == null) {
      return "No-op";
    }
    if (other.schema().equals(node.schema()) && other.alias().equals(node.alias())) {
      throw new IllegalArgumentException(
          "Expected the other environment to have a schema of its own, but both have %s.%s. Name another target with --target"
              .formatted(node.schema(), node.alias()));
    }
    if (warehouse.relation(null, other.schema(), other.alias()).isEmpty()) {
      return "No-op";
    }
    Optional<WarehouseRelation> there = warehouse.relation(null, node.schema(), node.alias());
    if (there.isPresent() && !fullRefresh) {
      return "No-op";
    }
    if (there.isPresent() && there.get().type() == RelationType.TABLE) {
      throw new IllegalArgumentException(
          "Expected %s.%s to be a view or absent, but it is a table. Drop it yourself: a clone must not delete data"
              .formatted(node.schema(), node.alias()));
    }
    if (!warehouse.schemaExists(node.schema())) {
      warehouse.createSchema(node.schema());
    }
    warehouse.query(
        "create or replace view `%s`.`%s` as select * from %s.%s"
            .formatted(node.schema(), node.alias(), other.schema(), other.alias()));
    return "OK";
  }

  private static int summarize(List<NodeResult> results, Duration took, DbtLog log) {
    List<NodeResult> errors =
        results.stream().filter(result -> result.status() == NodeStatus.ERROR).toList();
    log.info("");
    log.info(
        "Finished cloning %s in %s."
            .formatted(TaskLine.counted(results.size(), "node"), TaskLine.longSeconds(took)));
    log.info("");
    log.info(
        errors.isEmpty()
            ? "Completed successfully"
            : "Completed with %s, 0 partial successes, and 0 warnings:"
                .formatted(TaskLine.counted(errors.size(), "error")));
    for (NodeResult error : errors) {
      log.info("");
      log.error("[ERROR]: in " + error.uniqueId());
      log.error("  " + error.message());
    }
    log.info("");
    log.info(
        "Done. PASS=%d WARN=0 ERROR=%d SKIP=0 NO-OP=0 REUSED=0 TOTAL=%d"
            .formatted(results.size() - errors.size(), errors.size(), results.size()));
    return errors.isEmpty() ? ExitCodes.OK : ExitCodes.FAILED;
  }
}
