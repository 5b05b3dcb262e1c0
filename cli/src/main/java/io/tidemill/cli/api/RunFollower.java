package io.tidemill.cli.api;

import io.tidemill.cli.ExitCodes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Follows one run to its end and says what happens, as dbt would. Not thread-safe. */
public final class RunFollower {
  private static final Duration POLL = Duration.ofMillis(150);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
  private static final Set<String> RUNNING = Set.of("RUNNING");
  private static final Set<String> GOOD = Set.of("SUCCESS", "PASS");
  private static final Set<String> BAD = Set.of("ERROR", "FAIL");
  private static final Set<String> ENDED =
      Set.of("SUCCESS", "PASS", "WARN", "FAIL", "ERROR", "SKIPPED", "CANCELLED");

  private final PlannerApi api;
  private final Consumer<String> out;
  private final Clock clock;
  private final Map<String, Integer> indexes = new HashMap<>();
  private final Map<String, String> told = new HashMap<>();

  /**
   * @param out where lines go
   */
  public RunFollower(PlannerApi api, Consumer<String> out, Clock clock) {
    this.api = api;
    this.out = out;
    this.clock = clock;
  }

  /**
   * Waits for the run's end.
   *
   * @return {@link ExitCodes#OK} if all went well, {@link ExitCodes#FAILED} if not
   */
  public int follow(String runId) throws InterruptedException {
    while (true) {
      JsonNode answer = api.get("/v1/runs/" + PlannerApi.segment(runId));
      JsonNode run = answer.path("run");
      List<JsonNode> tasks = new ArrayList<>();
      answer.path("tasks").forEach(tasks::add);
      tasks.sort(Comparator.comparing(RunFollower::order).thenComparing(RunFollower::name));
      for (JsonNode task : tasks) {
        tell(task, tasks.size());
      }
      if (!run.path("finishedAt").isNull() && !run.path("finishedAt").isMissingNode()) {
        return finish(run, tasks);
      }
      TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
    }
  }

  private void tell(JsonNode task, int total) {
    String node = task.path("nodeId").asString();
    String state = task.path("state").asString();
    if (state.equals(told.get(node))) {
      return;
    }
    if (RUNNING.contains(state) || ENDED.contains(state)) {
      int index = indexes.computeIfAbsent(node, n -> indexes.size() + 1);
      String description = description(task);
      if (!told.containsKey(node) && !state.equals("SKIPPED")) {
        say(TaskLine.start(index, total, description));
      }
      if (ENDED.contains(state)) {
        say(ended(task, state, index, total, description));
      }
      told.put(node, state);
    }
  }

  private static String ended(
      JsonNode task, String state, int index, int total, String description) {
    Duration took = took(task);
    return switch (state) {
      case "SUCCESS" -> TaskLine.end(index, total, "OK created", description, "OK", took);
      case "PASS" -> TaskLine.end(index, total, "PASS", description, "PASS", took);
      case "WARN" ->
          TaskLine.end(
              index, total, "WARN " + task.path("failures").asLong(0), description, "WARN", took);
      case "FAIL" ->
          TaskLine.end(
              index, total, "FAIL " + task.path("failures").asLong(0), description, "FAIL", took);
      case "ERROR" -> TaskLine.end(index, total, "ERROR creating", description, "ERROR", took);
      case "CANCELLED" -> TaskLine.end(index, total, "CANCELLED", description, "CANCELLED", took);
      default -> TaskLine.skip(index, total, description);
    };
  }

  private int finish(JsonNode run, List<JsonNode> tasks) {
    Map<String, Integer> kinds = new TreeMap<>();
    Map<String, Integer> verdicts = new LinkedHashMap<>();
    for (String verdict : List.of("PASS", "WARN", "ERROR", "SKIP")) {
      verdicts.put(verdict, 0);
    }
    for (JsonNode task : tasks) {
      kinds.merge(task.path("resourceType").asString(), 1, Integer::sum);
      verdicts.merge(verdict(task.path("state").asString()), 1, Integer::sum);
    }
    Duration took = Duration.between(instant(run, "createdAt"), instant(run, "finishedAt"));
    say("");
    say("Finished running %s in %s.".formatted(counted(kinds), TaskLine.seconds(took)));
    say("");
    List<JsonNode> problems =
        tasks.stream().filter(task -> BAD.contains(task.path("state").asString())).toList();
    if (problems.isEmpty()) {
      say(
          run.path("state").asString().equals("CANCELLED")
              ? "Cancelled"
              : "Completed successfully");
    } else {
      say("Completed with %d errors:".formatted(problems.size()));
      for (JsonNode task : problems) {
        say("");
        say("%s in %s".formatted(task.path("state").asString(), description(task)));
        task.path("message").asString().lines().forEach(line -> say("  " + line));
      }
    }
    say("");
    say(
        "Done. PASS=%d WARN=%d ERROR=%d SKIP=%d TOTAL=%d"
            .formatted(
                verdicts.get("PASS"),
                verdicts.get("WARN"),
                verdicts.get("ERROR"),
                verdicts.get("SKIP"),
                tasks.size()));
    return run.path("state").asString().equals("SUCCEEDED") ? ExitCodes.OK : ExitCodes.FAILED;
  }

  private static String verdict(String state) {
    if (GOOD.contains(state)) {
      return "PASS";
    }
    if (BAD.contains(state)) {
      return "ERROR";
    }
    return state.equals("WARN") ? "WARN" : "SKIP";
  }

  private static String counted(Map<String, Integer> kinds) {
    return kinds.entrySet().stream()
        .map(kind -> kind.getValue() + " " + kind.getKey() + (kind.getValue() == 1 ? "" : "s"))
        .reduce((left, right) -> left + ", " + right)
        .orElse("nothing");
  }

  private static String description(JsonNode task) {
    return task.path("resourceType").asString() + " " + name(task);
  }

  private static String name(JsonNode task) {
    return task.path("name").asString(task.path("nodeId").asString());
  }

  private static Instant order(JsonNode task) {
    return task.path("startedAt").isNull() || task.path("startedAt").isMissingNode()
        ? Instant.MAX
        : instant(task, "startedAt");
  }

  private static Duration took(JsonNode task) {
    if (task.path("startedAt").isNull() || task.path("finishedAt").isNull()) {
      return Duration.ZERO;
    }
    return Duration.between(instant(task, "startedAt"), instant(task, "finishedAt"));
  }

  private static Instant instant(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isNumber()
        ? Instant.ofEpochMilli(value.asLong())
        : Instant.parse(value.asString());
  }

  private void say(String line) {
    String time = LocalTime.ofInstant(clock.instant(), ZoneId.systemDefault()).format(TIME);
    out.accept(line.isEmpty() ? time : time + "  " + line);
  }
}
