package io.tidemill.orchestration.run;

import io.tidemill.orchestration.id.EnvironmentId;
import io.tidemill.orchestration.id.RunId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a run stands: its state and how many tasks are in which.
 *
 * @param running tasks at an executor
 * @param shownAt when it was last told to the outside
 */
public record RunRow(
    RunId id,
    EnvironmentId environment,
    RunState state,
    int unfinished,
    int succeeded,
    int failed,
    int skipped,
    int cancelled,
    int running,
    Instant changedAt,
    Instant shownAt,
    @Nullable Instant finishedAt) {

  public static RunRow created(RunHeader header) {
    return new RunRow(
        header.id(),
        header.environment(),
        RunState.RUNNING,
        header.total(),
        0,
        0,
        0,
        0,
        0,
        header.createdAt(),
        header.createdAt(),
        null);
  }

  public RunRow moved(RunMove move, Instant now) {
    RunState next = move.from(state);
    return new RunRow(
        id,
        environment,
        next,
        unfinished,
        succeeded,
        failed,
        skipped,
        cancelled,
        running,
        now,
        shownAt,
        next.isFinal() ? now : null);
  }

  /** This run after one of its tasks went from one state to another. */
  public RunRow counting(TaskState from, TaskState to, Instant now) {
    return new RunRow(
        id,
        environment,
        state,
        unfinished - (to.isFinal() ? 1 : 0),
        succeeded + (to.letsChildrenRun() ? 1 : 0),
        failed + (to == TaskState.FAILED ? 1 : 0),
        skipped + (to == TaskState.SKIPPED ? 1 : 0),
        cancelled + (to == TaskState.CANCELLED ? 1 : 0),
        running + (to.isLeased() ? 1 : 0) - (from.isLeased() ? 1 : 0),
        now,
        shownAt,
        finishedAt);
  }

  public RunRow shown(Instant now) {
    return new RunRow(
        id,
        environment,
        state,
        unfinished,
        succeeded,
        failed,
        skipped,
        cancelled,
        running,
        changedAt,
        now,
        finishedAt);
  }
}
