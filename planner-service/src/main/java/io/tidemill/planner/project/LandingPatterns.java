package io.tidemill.planner.project;

import io.tidemill.orchestration.trigger.Trigger;
import io.tidemill.orchestration.trigger.TriggerKind;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.event.ruler.Machine;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which sources an object concerns, by AWS's own pattern language: a pattern that works in an
 * EventBridge rule works in {@code meta.tidemill.pattern}, and a landing location is a pattern like
 * any other.
 */
final class LandingPatterns {
  private static final JsonMapper JSON = new JsonMapper();

  private final Machine machine;

  private LandingPatterns(Machine machine) {
    this.machine = machine;
  }

  /** Compiles patterns under the names of what they are for. */
  static LandingPatterns of(Map<String, List<Map<?, ?>>> patterns) {
    Machine machine = Machine.builder().build();
    patterns.forEach((name, all) -> all.forEach(pattern -> add(machine, name, pattern)));
    return new LandingPatterns(machine);
  }

  private static void add(Machine machine, String name, Map<?, ?> pattern) {
    try {
      machine.addRule(name, JSON.writeValueAsString(pattern));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "Expected meta.tidemill.pattern of %s to be an EventBridge pattern, but: %s"
              .formatted(name, e.getMessage()),
          e);
    }
  }

  /** The pattern for all objects below a prefix. */
  static Map<?, ?> below(String bucket, String prefix) {
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("bucket", Map.of("name", List.of(bucket)));
    if (!prefix.isEmpty()) {
      detail.put("object", Map.of("key", List.of(Map.of("prefix", prefix))));
    }
    return Map.of("detail", detail);
  }

  /** Names of the patterns that an object event meets. */
  List<String> matching(Trigger trigger) {
    try {
      return machine.rulesForJSONEvent(JSON.writeValueAsString(event(trigger))).stream()
          .sorted()
          .distinct()
          .toList();
    } catch (Exception e) { // The library declares no less.
      throw new IllegalStateException(
          "Expected to match s3://%s/%s against the sources' patterns, but: %s"
              .formatted(trigger.source(), trigger.subject(), e.getMessage()),
          e);
    }
  }

  private static Map<String, Object> event(Trigger trigger) {
    boolean created = trigger.kind() == TriggerKind.OBJECT_CREATED;
    return Map.of(
        "source",
        "aws.s3",
        "detail-type",
        created ? "Object Created" : "Object Deleted",
        "detail",
        Map.of(
            "bucket",
            Map.of("name", trigger.source()),
            "object",
            Map.of("key", trigger.subject())));
  }
}
