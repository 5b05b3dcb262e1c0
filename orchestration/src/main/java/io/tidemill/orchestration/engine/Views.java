package io.tidemill.orchestration.engine;

import static io.tidemill.orchestration.engine.Tables.ACTIVE_RUNS;
import static io.tidemill.orchestration.engine.Tables.PLANS;
import static io.tidemill.orchestration.engine.Tables.RUNS;
import static io.tidemill.orchestration.engine.Tables.RUN_HEADERS;
import static io.tidemill.orchestration.engine.Tables.TASKS;

import io.tidemill.orchestration.event.Effect;
import io.tidemill.orchestration.event.Event;
import io.tidemill.orchestration.run.RunRow;
import io.tidemill.orchestration.run.TaskRow;
import io.tidemill.orchestration.state.Key;
import java.time.Duration;
import java.util.Optional;

/**
 * Tells the outside what looks different: each task at most once for an input, the counts of a run
 * now and then.
 */
final class Views {

  private final Turn turn;

  Views(Turn turn) {
    this.turn = turn;
  }

  void show() {
    for (TaskRow row : turn.state().written(TASKS)) {
      if (looksDifferent(turn.before().find(TASKS, Keys.task(row.id())), row)) {
        turn.tell(new Effect.EmitTaskView(turn.state().get(PLANS, Keys.task(row.id())), row));
      }
    }
    for (RunRow row : turn.state().written(RUNS)) {
      Optional<RunRow> before = turn.before().find(RUNS, Key.of(row.id()));
      boolean moved = before.map(known -> known.state() != row.state()).orElse(true);
      if (moved || isDue(row)) {
        show(row);
      }
    }
  }

  /** Tells the counts that changed since they were last told. */
  void showProgress() {
    for (ActiveRun active : turn.state().list(ACTIVE_RUNS, Key.ALL)) {
      RunRow row = turn.state().get(RUNS, Key.of(active.run()));
      if (row.changedAt().isAfter(row.shownAt()) && isDue(row)) {
        show(row);
      }
    }
  }

  private void show(RunRow row) {
    turn.emit(new Event.RunShown(row.id(), turn.now()));
    turn.tell(new Effect.EmitRunView(turn.state().get(RUN_HEADERS, Key.of(row.id())), row));
  }

  private boolean isDue(RunRow row) {
    Duration since = Duration.between(row.shownAt(), turn.now());
    return since.compareTo(turn.policy().viewInterval()) >= 0;
  }

  private static boolean looksDifferent(Optional<TaskRow> before, TaskRow after) {
    return before
        .map(row -> row.state() != after.state() || row.epoch() != after.epoch())
        .orElse(true);
  }
}
