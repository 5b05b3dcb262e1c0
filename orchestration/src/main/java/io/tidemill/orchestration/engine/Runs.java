package io.tidemill.orchestration.engine;

import static io.tidemill.orchestration.engine.Tables.PLANS;
import static io.tidemill.orchestration.engine.Tables.RUNS;
import static io.tidemill.orchestration.engine.Tables.TASKS;

import io.tidemill.orchestration.event.Event;
import io.tidemill.orchestration.event.Timer;
import io.tidemill.orchestration.id.RunId;
import io.tidemill.orchestration.run.RunMove;
import io.tidemill.orchestration.run.RunRow;
import io.tidemill.orchestration.run.RunState;
import io.tidemill.orchestration.run.TaskRow;
import io.tidemill.orchestration.state.Key;

/** Stops, cancels and ends runs. */
final class Runs {

  private final Turn turn;
  private final Windows windows;
  private final Held held;

  Runs(Turn turn, Windows windows, Held held) {
    this.turn = turn;
    this.windows = windows;
    this.held = held;
  }

  RunRow row(RunId run) {
    return turn.state().get(RUNS, Key.of(run));
  }

  /** After the first failure under fail-fast: nothing else of the run begins. */
  void stop(RunId run, String because) {
    if (row(run).state() != RunState.RUNNING) {
      return;
    }
    turn.emit(new Event.RunMoved(run, RunMove.STOP, turn.now()));
    for (TaskRow task : turn.state().list(TASKS, Key.of(run))) {
      if (!task.state().isFinal() && !task.state().isLeased()) {
        turn.emit(new Event.TaskSkipped(task.id(), because, turn.now()));
        freeBehind(task);
      }
    }
  }

  /** Nothing else of the run begins, and what has begun is to stop. */
  void cancel(RunId run, String because) {
    turn.emit(new Event.RunMoved(run, RunMove.CANCEL, turn.now()));
    for (TaskRow task : turn.state().list(TASKS, Key.of(run))) {
      if (task.state().isLeased()) {
        turn.emit(new Event.TaskCancelAsked(task.id(), turn.now()));
      } else if (!task.state().isFinal()) {
        turn.emit(new Event.TaskCancelled(task.id(), because, turn.now()));
        freeBehind(task);
      }
    }
    endIfDone(run);
  }

  /** Ends the run when its last task has ended; landings that waited for it may go then. */
  void endIfDone(RunId run) {
    RunRow row = row(run);
    if (row.unfinished() > 0 || row.state().isFinal()) {
      return;
    }
    turn.emit(new Event.RunMoved(run, lastMove(row), turn.now()));
    turn.setTimer(
        new Timer(Timer.Kind.FORGET_RUN, run.value(), ""),
        turn.now().plus(turn.policy().runRetention()));
    windows.consider(row.environment());
  }

  private void freeBehind(TaskRow task) {
    held.freeBehind(turn.state().get(PLANS, Keys.task(task.id())));
  }

  private static RunMove lastMove(RunRow row) {
    if (row.state() == RunState.CANCELLING) {
      return RunMove.END_CANCELLED;
    }
    return row.failed() + row.cancelled() > 0 ? RunMove.FAIL : RunMove.SUCCEED;
  }
}
