package io.tidemill.dbt.artifact;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One entry of run_results.json.
 *
 * @param adapterResponse what the engine answered: {@code _message}, {@code rows_affected}, ...
 * @param message one line for people; null when there is nothing to say
 * @param failures rows a test found; null for what is no test
 * @param compiled whether SQL was rendered; null for what has none, as seeds
 * @param batches outcome of each batch of a microbatch model; null for other nodes
 */
public record NodeResult(
    String uniqueId,
    NodeStatus status,
    List<Timing> timing,
    String threadId,
    Duration executionTime,
    Map<String, Object> adapterResponse,
    @Nullable String message,
    @Nullable Long failures,
    @Nullable Boolean compiled,
    @Nullable String compiledCode,
    @Nullable String relationName,
    @Nullable Batches batches) {

  public NodeResult {
    timing = List.copyOf(timing);
    adapterResponse = Collections.unmodifiableMap(new LinkedHashMap<>(adapterResponse));
  }

  /** Batches by outcome. */
  public record Batches(List<Batch> successful, List<Batch> failed) {
    public Batches {
      successful = List.copyOf(successful);
      failed = List.copyOf(failed);
    }

    private Map<String, Object> content() {
      Map<String, Object> content = new LinkedHashMap<>();
      content.put("successful", pairs(successful));
      content.put("failed", pairs(failed));
      return content;
    }

    private static List<List<String>> pairs(List<Batch> batches) {
      List<List<String>> pairs = new ArrayList<>();
      batches.forEach(
          batch ->
              pairs.add(List.of(ArtifactTimes.text(batch.start), ArtifactTimes.text(batch.end))));
      return pairs;
    }
  }

  /** A range of event time, the end not in it. */
  public record Batch(Instant start, Instant end) {}

  /** The entry as dbt writes it; also what {@code results} of on-run-end is made of. */
  public Map<String, Object> content() {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("status", status.text());
    content.put("timing", Timing.contents(timing));
    content.put("thread_id", threadId);
    content.put("execution_time", ArtifactTimes.seconds(executionTime));
    content.put("adapter_response", adapterResponse);
    content.put("message", message);
    content.put("failures", failures);
    content.put("unique_id", uniqueId);
    content.put("compiled", compiled);
    content.put("compiled_code", compiledCode);
    content.put("relation_name", relationName);
    content.put("batch_results", batches == null ? null : batches.content());
    content.put("overload_results", null);
    return content;
  }
}
