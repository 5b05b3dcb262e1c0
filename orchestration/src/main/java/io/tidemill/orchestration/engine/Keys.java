package io.tidemill.orchestration.engine;

import io.tidemill.orchestration.event.Timer;
import io.tidemill.orchestration.id.EnvironmentId;
import io.tidemill.orchestration.id.NodeId;
import io.tidemill.orchestration.id.TaskId;
import io.tidemill.orchestration.run.TaskPlan;
import io.tidemill.orchestration.run.TaskRow;
import io.tidemill.orchestration.state.Key;
import io.tidemill.orchestration.trigger.Trigger;
import java.time.Instant;
import java.util.Objects;

/** The keys of {@link Tables}. */
final class Keys {

  /** The one row that numbers runs. */
  static final Key RUN_NUMBER = Key.of("run");

  private Keys() {}

  static Key task(TaskId task) {
    return Key.of(task.run(), task.node());
  }

  static Key model(EnvironmentId environment, NodeId node) {
    return Key.of(environment, node);
  }

  static Key ready(TaskPlan plan, TaskRow row) {
    return Key.of(
        plan.environment(),
        plan.sessionSpec(),
        Long.MAX_VALUE - plan.remainingMillis(),
        readySince(row),
        plan.id().run(),
        plan.id().node());
  }

  static Key heldForModel(TaskPlan plan) {
    return Key.of(plan.environment(), plan.id().node(), plan.id().run());
  }

  static Key heldForPool(TaskPlan plan, TaskRow row) {
    return Key.of(
        Objects.requireNonNull(plan.pool()),
        Long.MAX_VALUE - plan.remainingMillis(),
        readySince(row),
        plan.id().run(),
        plan.id().node());
  }

  static Key lease(TaskRow row) {
    return Key.of(Objects.requireNonNull(row.executor()), row.id().run(), row.id().node());
  }

  static Key timer(Timer timer, Instant due) {
    return Key.of(due, timer.kind(), timer.subject(), timer.detail());
  }

  static Key timerDue(Timer timer) {
    return Key.of(timer.kind(), timer.subject(), timer.detail());
  }

  static String seenEvent(Trigger trigger) {
    return Key.of("event", trigger.id()).text();
  }

  static String seenObject(Trigger trigger) {
    String environment = trigger.environment() == null ? "-" : trigger.environment().value();
    return Key.of("object", environment, trigger.kind(), trigger.source(), trigger.subject())
        .text();
  }

  /** A task keeps its place in the queue however often it comes back. */
  private static Instant readySince(TaskRow row) {
    return Objects.requireNonNull(row.readyAt());
  }
}
