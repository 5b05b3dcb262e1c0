package io.tidemill.orchestration.run;

import static io.tidemill.orchestration.run.RunState.CANCELLED;
import static io.tidemill.orchestration.run.RunState.CANCELLING;
import static io.tidemill.orchestration.run.RunState.FAILED;
import static io.tidemill.orchestration.run.RunState.RUNNING;
import static io.tidemill.orchestration.run.RunState.STOPPING;
import static io.tidemill.orchestration.run.RunState.SUCCEEDED;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** The moves of a run, each with the states it leads from and to. What is not listed is a bug. */
public enum RunMove {
  /** The first failure under fail-fast. */
  STOP(Map.of(RUNNING, STOPPING)),
  CANCEL(Map.of(RUNNING, CANCELLING, STOPPING, CANCELLING)),
  /** The last task ended and none failed. */
  SUCCEED(Map.of(RUNNING, SUCCEEDED)),
  /** The last task ended and at least one failed. */
  FAIL(Map.of(RUNNING, FAILED, STOPPING, FAILED)),
  /** The last task of a cancelled run ended. */
  END_CANCELLED(Map.of(CANCELLING, CANCELLED));

  private final Map<RunState, RunState> table;

  RunMove(Map<RunState, RunState> table) {
    this.table = new EnumMap<>(table);
  }

  /** The states in which this move is legal. */
  public Set<RunState> origins() {
    return Set.copyOf(table.keySet());
  }

  /**
   * The state that follows.
   *
   * @throws IllegalTransitionException when the move is not legal in that state
   */
  public RunState from(RunState state) {
    RunState next = table.get(state);
    if (next == null) {
      throw new IllegalTransitionException("run", state, this);
    }
    return next;
  }
}
