package io.tidemill.cli.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * A run that a landing caused, as it ended.
 *
 * @param run the run's record
 * @param tasks its tasks' records
 */
public record LandedRun(JsonNode run, List<JsonNode> tasks) {

  /** A task given out later than this after it was ready had to wait for a slot. */
  private static final Duration NO_WAIT = Duration.ofMillis(5);

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

  /**
   * From the end of each task's last parent to its RunStatement, for tasks that found a slot free:
   * what the pipeline itself takes between two models.
   */
  List<Duration> hops() {
    Map<String, JsonNode> byId = new HashMap<>();
    tasks.forEach(task -> byId.put(task.path("nodeId").asString(), task));
    List<Duration> hops = new ArrayList<>();
    for (JsonNode task : tasks) {
      Optional<Instant> parentsDone =
          StreamSupport.stream(task.path("parents").spliterator(), false)
              .map(parent -> byId.get(parent.asString()))
              .filter(Objects::nonNull)
              .map(parent -> instant(parent, "finishedAt"))
              .max(Instant::compareTo);
      boolean waited =
          instant(task, "readyAt").plus(NO_WAIT).isBefore(instant(task, "dispatchedAt"));
      if (parentsDone.isPresent() && !waited && task.path("firstStatementAt").isString()) {
        hops.add(Duration.between(parentsDone.get(), instant(task, "firstStatementAt")));
      }
    }
    return hops;
  }

  static Instant instant(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isString() ? Instant.parse(value.asString()) : Instant.MAX;
  }
}
