package io.tidemill.orchestration.run;

import static io.tidemill.orchestration.run.TaskState.BACKING_OFF;
import static io.tidemill.orchestration.run.TaskState.CANCELLED;
import static io.tidemill.orchestration.run.TaskState.CANCELLING;
import static io.tidemill.orchestration.run.TaskState.DISPATCHED;
import static io.tidemill.orchestration.run.TaskState.FAILED;
import static io.tidemill.orchestration.run.TaskState.HELD;
import static io.tidemill.orchestration.run.TaskState.READY;
import static io.tidemill.orchestration.run.TaskState.RUNNING;
import static io.tidemill.orchestration.run.TaskState.SKIPPED;
import static io.tidemill.orchestration.run.TaskState.SUCCEEDED;
import static io.tidemill.orchestration.run.TaskState.WAITING;
import static io.tidemill.orchestration.run.TaskState.WARNED;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** The moves of a task, each with the states it leads from and to. What is not listed is a bug. */
public enum TaskMove {
  /** The last parent ended well. */
  RELEASE(Map.of(WAITING, READY)),
  /** The model is taken by another run, or the pool is used up. */
  HOLD(Map.of(READY, HELD)),
  /** What it was held for may be free again. */
  FREE(Map.of(HELD, READY)),
  DISPATCH(Map.of(READY, DISPATCHED)),
  START(Map.of(DISPATCHED, RUNNING)),
  SUCCEED(Map.of(DISPATCHED, SUCCEEDED, RUNNING, SUCCEEDED, CANCELLING, SUCCEEDED)),
  WARN(Map.of(DISPATCHED, WARNED, RUNNING, WARNED, CANCELLING, WARNED)),
  FAIL(Map.of(DISPATCHED, FAILED, RUNNING, FAILED, CANCELLING, FAILED)),
  /** The try failed in a way worth repeating later. */
  BACK_OFF(Map.of(DISPATCHED, BACKING_OFF, RUNNING, BACKING_OFF)),
  /** The wait between two tries is over. */
  RETRY(Map.of(BACKING_OFF, READY)),
  /** The executor fell silent. */
  LOSE(Map.of(DISPATCHED, READY, RUNNING, READY)),
  /** The executor gave it back. */
  HAND_BACK(Map.of(DISPATCHED, READY, RUNNING, READY)),
  /**
   * Something it depends on did not end well, the run stops at the first failure, or its executor
   * found it needless.
   */
  SKIP(
      Map.of(
          WAITING, SKIPPED,
          READY, SKIPPED,
          HELD, SKIPPED,
          BACKING_OFF, SKIPPED,
          DISPATCHED, SKIPPED,
          RUNNING, SKIPPED,
          CANCELLING, SKIPPED)),
  /** The run is cancelled while an executor has the task. */
  ASK_TO_CANCEL(Map.of(DISPATCHED, CANCELLING, RUNNING, CANCELLING)),
  /** It will not run, or no longer does. */
  CANCEL(
      Map.of(
          WAITING, CANCELLED,
          READY, CANCELLED,
          HELD, CANCELLED,
          BACKING_OFF, CANCELLED,
          DISPATCHED, CANCELLED,
          RUNNING, CANCELLED,
          CANCELLING, CANCELLED));

  private final Map<TaskState, TaskState> table;

  TaskMove(Map<TaskState, TaskState> table) {
    this.table = new EnumMap<>(table);
  }

  /** The states in which this move is legal. */
  public Set<TaskState> origins() {
    return Set.copyOf(table.keySet());
  }

  /**
   * The state that follows.
   *
   * @throws IllegalTransitionException when the move is not legal in that state
   */
  public TaskState from(TaskState state) {
    TaskState next = table.get(state);
    if (next == null) {
      throw new IllegalTransitionException("task", state, this);
    }
    return next;
  }
}
