package io.tidemill.planner.view;

import io.tidemill.event.ModelPublished;
import io.tidemill.event.RunRecord;
import io.tidemill.event.TaskRecord;
import java.util.List;

/**
 * A run with all that is known of it.
 *
 * @param published models of it that consumers may read
 */
public record RunDetail(RunRecord run, List<TaskRecord> tasks, List<ModelPublished> published) {
  public RunDetail {
    tasks = List.copyOf(tasks);
    published = List.copyOf(published);
  }
}
