package io.tidemill.cli.api;

import static io.tidemill.cli.api.RunNodes.text;

import io.tidemill.cli.ExitCodes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Follows one run to its end and says what happens, as dbt would. Not thread-safe. */
public final class RunFollower {
  private static final Set<String> BAD = Set.of("ERROR", "FAIL");
  private static final Set<String> ENDED =
      Set.of("SUCCESS", "PASS", "WARN", "FAIL", "ERROR", "SKIPPED", "CANCELLED");
  private static final int SHORT_MESSAGE = 40;

  private final PlannerApi api;
  private final DbtLog log;
  private final RunNodes nodes;
  private final Map<String, Integer> indexes = new HashMap<>();
  private final Map<String, String> told = new HashMap<>();

  /**
   * @param log where lines go
   * @param nodes how nodes are named
   */
  public RunFollower(PlannerApi api, DbtLog log, RunNodes nodes) {
    this.api = api;
    this.log = log;
    this.nodes = nodes;
  }

  /**
   * Waits for the run's end.
   *
   * @return the run with its tasks
   */
  public JsonNode follow(String runId) throws InterruptedException {
    JsonNode answer = api.awaitEnd(runId, null, this::tell);
    summarize(answer.path("run"), tasks(answer));
    return answer;
  }

  /** {@link ExitCodes#OK} if all of an ended run went well, {@link ExitCodes#FAILED} if not. */
  public static int exitCode(JsonNode answer) {
    return text(answer.path("run"), "state").equals("SUCCEEDED") ? ExitCodes.OK : ExitCodes.FAILED;
  }

  private void tell(JsonNode answer) {
    List<JsonNode> tasks = tasks(answer);
    tasks.sort(Comparator.comparing(RunFollower::startedAt).thenComparing(nodes::name));
    tasks.forEach(task -> tell(task, tasks.size()));
  }

  private static List<JsonNode> tasks(JsonNode answer) {
    List<JsonNode> tasks = new ArrayList<>();
    answer.path("tasks").forEach(tasks::add);
    return tasks;
  }

  private void tell(JsonNode task, int total) {
    String node = text(task, "nodeId");
    String state = text(task, "state");
    boolean ended = ENDED.contains(state);
    if (state.equals(told.get(node)) || !(ended || state.equals("RUNNING"))) {
      return;
    }
    int index = indexes.computeIfAbsent(node, n -> indexes.size() + 1);
    boolean ran = task.path("startedAt").isString();
    if (!told.containsKey(node) && ran) {
      log.info(TaskLine.start(index, total, nodes.description(task)));
    }
    if (ended) {
      log.info(ended(task, state, index, total));
    }
    told.put(node, state);
  }

  private String ended(JsonNode task, String state, int index, int total) {
    String type = text(task, "resourceType");
    Duration took = took(task);
    if (state.equals("SKIPPED") && !task.path("startedAt").isString()) {
      return TaskLine.skip(index, total, nodes.skipped(task));
    }
    if (type.equals("test") || type.equals("unit_test")) {
      String verdict = BAD.contains(state) || state.equals("WARN") ? counted(task, state) : state;
      return TaskLine.end(index, total, verdict, nodes.name(task), verdict, took);
    }
    String description = nodes.description(task);
    String verb =
        switch (type) {
          case "seed" -> state.equals("ERROR") ? "loading" : "loaded";
          case "snapshot" -> state.equals("ERROR") ? "snapshotting" : "snapshotted";
          default -> state.equals("ERROR") ? "creating" : "created";
        };
    return switch (state) {
      case "SUCCESS" -> TaskLine.end(index, total, "OK " + verb, description, status(task), took);
      case "ERROR" -> TaskLine.end(index, total, "ERROR " + verb, description, "ERROR", took);
      default -> TaskLine.end(index, total, state, description, state, took);
    };
  }

  private static String counted(JsonNode task, String state) {
    JsonNode failures = task.path("failures");
    return state.equals("ERROR") || !failures.isNumber() ? state : state + " " + failures.asLong();
  }

  /** The adapter's word for what it did, where it is short enough for the bracket. */
  private static String status(JsonNode task) {
    String message = text(task, "message");
    boolean fits =
        !message.isEmpty() && message.length() <= SHORT_MESSAGE && message.indexOf('\n') < 0;
    return fits ? message : "OK";
  }

  private void summarize(JsonNode run, List<JsonNode> tasks) {
    Map<String, Integer> kinds = new TreeMap<>();
    tasks.forEach(task -> kinds.merge(nodes.kind(task), 1, Integer::sum));
    Duration took = Duration.between(instant(run, "createdAt"), instant(run, "finishedAt"));
    log.info("");
    log.info("Finished running %s in %s.".formatted(kinds(kinds), TaskLine.longSeconds(took)));
    List<JsonNode> errors = in(tasks, BAD);
    List<JsonNode> warnings = in(tasks, Set.of("WARN"));
    log.info("");
    log.info(verdict(run, errors.size(), warnings.size()));
    errors.forEach(task -> problem("ERROR", task));
    warnings.forEach(task -> problem("WARNING", task));
    log.info("");
    log.info(
        "Done. PASS=%d WARN=%d ERROR=%d SKIP=%d NO-OP=0 REUSED=0 TOTAL=%d"
            .formatted(
                in(tasks, Set.of("SUCCESS", "PASS")).size(),
                warnings.size(),
                errors.size(),
                in(tasks, Set.of("SKIPPED", "CANCELLED")).size(),
                tasks.size()));
  }

  private static String verdict(JsonNode run, int errors, int warnings) {
    if (errors > 0) {
      return "Completed with %s, 0 partial successes, and %s:"
          .formatted(TaskLine.counted(errors, "error"), TaskLine.counted(warnings, "warning"));
    }
    if (text(run, "state").equals("CANCELLED")) {
      return "Cancelled before it was complete";
    }
    return warnings > 0
        ? "Completed with %s:".formatted(TaskLine.counted(warnings, "warning"))
        : "Completed successfully";
  }

  private void problem(String label, JsonNode task) {
    String message = text(task, "message");
    log.info("");
    String heading = "[%s]: in %s".formatted(label, nodes.place(task));
    String details =
        message.isEmpty()
            ? "  Status: " + text(task, "state").toLowerCase(Locale.ROOT)
            : "  " + message.strip().replace("\n", "\n  ");
    if (label.equals("ERROR")) {
      log.error(heading);
      log.error(details);
    } else {
      log.warn(heading);
      log.warn(details);
    }
  }

  private static List<JsonNode> in(List<JsonNode> tasks, Set<String> states) {
    return tasks.stream().filter(task -> states.contains(text(task, "state"))).toList();
  }

  private static String kinds(Map<String, Integer> kinds) {
    return kinds.entrySet().stream()
        .map(kind -> TaskLine.counted(kind.getValue(), kind.getKey()))
        .reduce((left, right) -> left + ", " + right)
        .orElse("nothing");
  }

  private static Instant startedAt(JsonNode task) {
    return task.path("startedAt").isString() ? instant(task, "startedAt") : Instant.MAX;
  }

  private static Duration took(JsonNode task) {
    return task.path("startedAt").isString() && task.path("finishedAt").isString()
        ? Duration.between(instant(task, "startedAt"), instant(task, "finishedAt"))
        : Duration.ZERO;
  }

  private static Instant instant(JsonNode node, String field) {
    return Instant.parse(node.path(field).asString());
  }
}
