package io.tidemill.executor.task;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tidemill.event.AttemptCompleted;
import java.time.Duration;
import java.time.Instant;

/** Counts and times tasks. */
final class TaskMetrics {
  private final MeterRegistry registry;
  private final Timer hop;

  TaskMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.hop =
        Timer.builder("tidemill.hop")
            .description("From the last parent's completion to RunStatement")
            .publishPercentiles(0.5, 0.99)
            .register(registry);
  }

  void taken() {
    registry.counter("tidemill.tasks.taken").increment();
  }

  void stale() {
    registry.counter("tidemill.tasks.stale").increment();
  }

  void handedBack() {
    registry.counter("tidemill.tasks.handed.back").increment();
  }

  void completed(Task task, AttemptCompleted event) {
    String code = event.getErrorCode() == null ? "none" : event.getErrorCode();
    registry
        .timer("tidemill.tasks", "status", event.getStatus().name(), "code", code)
        .record(Duration.between(event.getStartedAt(), event.getFinishedAt()));
    registry.summary("tidemill.task.statements").record(event.getStatements());
    registry.summary("tidemill.task.aws.calls").record(event.getAwsCalls());
    Instant first = event.getFirstStatementAt();
    if (first != null && !first.isBefore(task.ready().getReadyAt())) {
      hop.record(Duration.between(task.ready().getReadyAt(), first));
    }
  }
}
