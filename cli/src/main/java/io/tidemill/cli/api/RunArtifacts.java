package io.tidemill.cli.api;

import static io.tidemill.cli.api.RunNodes.text;

import io.tidemill.dbt.artifact.ArtifactMetadata;
import io.tidemill.dbt.artifact.NodeResult;
import io.tidemill.dbt.artifact.NodeStatus;
import io.tidemill.dbt.artifact.RunResultsArtifact;
import io.tidemill.dbt.artifact.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** run_results.json of a run that the pipeline has done. */
public final class RunArtifacts {
  private RunArtifacts() {}

  /**
   * @param answer the run with its tasks, as the planner gives them
   * @param nodes what relations the nodes have
   * @param arguments the command's flags by dbt's names
   * @param environment all environment variables
   */
  public static RunResultsArtifact runResults(
      JsonNode answer,
      RunNodes nodes,
      Map<String, Object> arguments,
      Map<String, String> environment) {
    JsonNode run = answer.path("run");
    Instant started = Instant.parse(run.path("createdAt").asString());
    Instant finished = Instant.parse(run.path("finishedAt").asString());
    List<NodeResult> results = new ArrayList<>();
    List<JsonNode> tasks = new ArrayList<>();
    answer.path("tasks").forEach(tasks::add);
    tasks.sort(Comparator.comparing(task -> text(task, "finishedAt")));
    tasks.forEach(task -> results.add(result(task, nodes)));
    Map<String, String> attached = new LinkedHashMap<>();
    environment.forEach(
        (name, value) -> {
          if (name.startsWith("DBT_ENV_CUSTOM_ENV_")) {
            attached.put(name.substring("DBT_ENV_CUSTOM_ENV_".length()), value);
          }
        });
    Map<String, Object> all = new LinkedHashMap<>(arguments);
    all.put("which", text(run, "verb"));
    return new RunResultsArtifact(
        new ArtifactMetadata(finished, text(run, "invocationId"), started, attached),
        results,
        Duration.between(started, finished),
        all);
  }

  private static NodeResult result(JsonNode task, RunNodes nodes) {
    Map<String, Object> response = new LinkedHashMap<>();
    NodeStatus status = status(text(task, "state"));
    if (status == NodeStatus.SUCCESS) {
      response.put("_message", text(task, "message"));
    }
    if (task.path("rowsAffected").isNumber()) {
      response.put("rows_affected", task.path("rowsAffected").asLong());
    }
    boolean ran = task.path("startedAt").isString() && task.path("finishedAt").isString();
    List<Timing> timing = new ArrayList<>();
    Duration took = Duration.ZERO;
    if (ran) {
      Instant started = Instant.parse(text(task, "startedAt"));
      Instant finished = Instant.parse(text(task, "finishedAt"));
      Instant sent =
          task.path("firstStatementAt").isString()
              ? Instant.parse(text(task, "firstStatementAt"))
              : started;
      timing.add(new Timing("compile", started, sent));
      timing.add(new Timing("execute", sent, finished));
      took = Duration.between(started, finished);
    }
    String type = text(task, "resourceType");
    String message = text(task, "message");
    return new NodeResult(
        text(task, "nodeId"),
        status,
        timing,
        text(task, "executorId").isEmpty() ? "main" : text(task, "executorId"),
        took,
        response,
        message.isEmpty() ? null : message,
        task.path("failures").isNumber() ? task.path("failures").asLong() : null,
        type.equals("seed") ? null : ran,
        null,
        type.contains("test") ? null : nodes.relation(task),
        null);
  }

  private static NodeStatus status(String state) {
    return switch (state) {
      case "SUCCESS" -> NodeStatus.SUCCESS;
      case "PASS" -> NodeStatus.PASS;
      case "WARN" -> NodeStatus.WARN;
      case "FAIL" -> NodeStatus.FAIL;
      case "ERROR" -> NodeStatus.ERROR;
      default -> NodeStatus.SKIPPED;
    };
  }
}
