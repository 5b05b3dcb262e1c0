package io.tidemill.dbt.artifact;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How long one step of a node took.
 *
 * @param name {@code compile} or {@code execute}
 */
public record Timing(String name, Instant startedAt, Instant completedAt) {

  static List<Map<String, Object>> contents(List<Timing> timings) {
    List<Map<String, Object>> contents = new ArrayList<>();
    for (Timing timing : timings) {
      Map<String, Object> content = new LinkedHashMap<>();
      content.put("name", timing.name);
      content.put("started_at", ArtifactTimes.text(timing.startedAt));
      content.put("completed_at", ArtifactTimes.text(timing.completedAt));
      contents.add(content);
    }
    return contents;
  }
}
