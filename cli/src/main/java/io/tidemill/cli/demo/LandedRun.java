package io.tidemill.cli.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A run that a landing caused, as it ended.
 *
 * @param run the run's record
 * @param tasks its tasks' records
 */
public record LandedRun(JsonNode run, List<JsonNode> tasks) {

  public LandedRun {
    tasks = List.copyOf(tasks);
  }

  static LandedRun of(JsonNode answer) {
    List<JsonNode> tasks = new ArrayList<>();
    answer.path("tasks").forEach(tasks::add);
    return new LandedRun(answer.path("run"), tasks);
  }

  public String runId() {
    return run.path("runId").asString();
  }

  public boolean succeeded() {
    return run.path("state").asString().equals("SUCCEEDED");
  }

  /** Names of the tasks of a resource type, in the order in which they started. */
  public List<String> names(String resourceType) {
    return tasks.stream()
        .filter(task -> task.path("resourceType").asString().equals(resourceType))
        .sorted((a, b) -> instant(a, "startedAt").compareTo(instant(b, "startedAt")))
        .map(task -> task.path("name").asString())
        .toList();
  }

  /** Time from the run's creation to its end. */
  public Duration took() {
    return Duration.between(instant(run, "createdAt"), instant(run, "finishedAt"));
  }

  /** When its first task was given to an executor. */
  public Optional<Instant> firstDispatch() {
    return tasks.stream()
        .filter(task -> task.path("dispatchedAt").isString())
        .map(task -> instant(task, "dispatchedAt"))
        .min(Instant::compareTo);
  }

  static Instant instant(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isString() ? Instant.parse(value.asString()) : Instant.MAX;
  }
}
