package io.tidemill.planner.view;

import io.tidemill.event.ModelPublished;
import io.tidemill.event.RunRecord;
import io.tidemill.event.TaskRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one run; its record may come after those of its tasks, as they are on other
 * partitions.
 */
final class RunEntry {
  final Map<String, TaskRecord> tasks = new LinkedHashMap<>();
  final Map<String, ModelPublished> published = new LinkedHashMap<>();
  @Nullable RunRecord run;

  /**
   * Whether it may be forgotten: it has ended, or nothing but leftovers of it are on the topics.
   */
  boolean isForgettable() {
    return run == null || run.getFinishedAt() != null;
  }
}
