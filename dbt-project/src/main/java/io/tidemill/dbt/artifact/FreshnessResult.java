package io.tidemill.dbt.artifact;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One entry of sources.json: how fresh a source is, or why nobody knows. */
public sealed interface FreshnessResult {

  String uniqueId();

  NodeStatus status();

  /** The entry as dbt writes it. */
  Map<String, Object> content();

  /**
   * A source that was asked.
   *
   * @param status {@link NodeStatus#PASS}, {@link NodeStatus#WARN} or {@link NodeStatus#ERROR}
   * @param maxLoadedAt time of its newest row
   * @param snapshottedAt time at which it was asked
   * @param criteria the source's {@code freshness}: {@code warn_after}, {@code error_after}, {@code
   *     filter}
   */
  record Measured(
      String uniqueId,
      NodeStatus status,
      Instant maxLoadedAt,
      Instant snapshottedAt,
      Map<String, Object> criteria,
      Map<String, Object> adapterResponse,
      List<Timing> timing,
      String threadId,
      Duration executionTime)
      implements FreshnessResult {

    public Measured {
      criteria = new LinkedHashMap<>(criteria);
      adapterResponse = new LinkedHashMap<>(adapterResponse);
      timing = List.copyOf(timing);
    }

    @Override
    public Map<String, Object> content() {
      Map<String, Object> content = new LinkedHashMap<>();
      content.put("unique_id", uniqueId);
      content.put("max_loaded_at", ArtifactTimes.text(maxLoadedAt));
      content.put("snapshotted_at", ArtifactTimes.text(snapshottedAt));
      content.put(
          "max_loaded_at_time_ago_in_s",
          ArtifactTimes.seconds(Duration.between(maxLoadedAt, snapshottedAt)));
      content.put("status", status.text());
      content.put("criteria", thresholds());
      content.put("adapter_response", adapterResponse);
      content.put("timing", Timing.contents(timing));
      content.put("thread_id", threadId);
      content.put("execution_time", ArtifactTimes.seconds(executionTime));
      return content;
    }

    private Map<String, Object> thresholds() {
      Map<String, Object> thresholds = new LinkedHashMap<>();
      for (String key : List.of("warn_after", "error_after")) {
        Map<String, Object> threshold = new LinkedHashMap<>();
        Map<?, ?> given = criteria.get(key) instanceof Map<?, ?> map ? map : Map.of();
        threshold.put("count", given.get("count"));
        threshold.put("period", given.get("period"));
        thresholds.put(key, threshold);
      }
      thresholds.put("filter", criteria.get("filter"));
      return thresholds;
    }
  }

  /** A source that could not be asked. */
  record Failed(String uniqueId, String error) implements FreshnessResult {
    @Override
    public NodeStatus status() {
      return NodeStatus.RUNTIME_ERROR;
    }

    @Override
    public Map<String, Object> content() {
      Map<String, Object> content = new LinkedHashMap<>();
      content.put("unique_id", uniqueId);
      content.put("error", error);
      content.put("status", status().text());
      return content;
    }
  }
}
