package io.tidemill.orchestration.engine;

import static io.tidemill.orchestration.engine.Tables.EXECUTORS;
import static io.tidemill.orchestration.engine.Tables.LEASES;
import static io.tidemill.orchestration.engine.Tables.TASKS;

import io.tidemill.orchestration.dispatch.ExecutorRow;
import io.tidemill.orchestration.dispatch.ExecutorRow.Availability;
import io.tidemill.orchestration.dispatch.LeaseRow;
import io.tidemill.orchestration.event.Effect.Counted;
import io.tidemill.orchestration.event.Event;
import io.tidemill.orchestration.event.Input;
import io.tidemill.orchestration.event.Input.ExecutorHeartbeat.Presence;
import io.tidemill.orchestration.id.ExecutorId;
import io.tidemill.orchestration.state.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Who is there and has what. A lease ends when its executor falls silent, starts anew, leaves, or
 * no longer speaks of the task; the task then goes to another executor under the next epoch.
 */
final class Leases {

  /** A heartbeat sent before the task arrived does not name it: no sign of anything. */
  private static final Duration ON_ITS_WAY = Duration.ofSeconds(3);

  private final Turn turn;
  private final Tasks tasks;

  Leases(Turn turn, Tasks tasks) {
    this.turn = turn;
    this.tasks = tasks;
  }

  void heartbeat(Input.ExecutorHeartbeat input) {
    Optional<ExecutorRow> known = turn.state().find(EXECUTORS, Key.of(input.executor()));
    if (known.isPresent() && input.incarnation() < known.get().incarnation()) {
      turn.count(Counted.FENCED, "heartbeat of an earlier start of " + input.executor());
      return;
    }
    if (known.isPresent() && input.incarnation() > known.get().incarnation()) {
      loseAll(input.executor(), "executor " + input.executor() + " was started anew");
    }
    if (input.presence() == Presence.LEAVING) {
      leave(input.executor());
      return;
    }
    turn.emit(new Event.ExecutorSeen(row(input)));
    check(input);
  }

  /** Gives up executors that have been silent too long. */
  void expire(Instant watchedSince) {
    if (!isOver(watchedSince)) {
      return;
    }
    for (ExecutorRow executor : turn.state().list(EXECUTORS, Key.ALL)) {
      if (isOver(executor.lastSeen())) {
        loseAll(executor.id(), "executor " + executor.id() + " fell silent");
        turn.emit(new Event.ExecutorGone(executor.id()));
      }
    }
  }

  private void leave(ExecutorId executor) {
    loseAll(executor, "executor " + executor + " left");
    if (turn.state().find(EXECUTORS, Key.of(executor)).isPresent()) {
      turn.emit(new Event.ExecutorGone(executor));
    }
  }

  private void check(Input.ExecutorHeartbeat input) {
    for (LeaseRow lease : turn.state().list(LEASES, Key.of(input.executor()))) {
      boolean named = input.leases().contains(lease.lease());
      Instant missing = lease.missingSince();
      if (named && missing != null) {
        turn.emit(new Event.LeaseChecked(lease.missing(null)));
      } else if (!named && missing == null && hasArrived(lease)) {
        turn.emit(new Event.LeaseChecked(lease.missing(turn.now())));
      } else if (!named && missing != null && isOver(missing)) {
        lose(lease, "executor " + input.executor() + " no longer has the task");
      }
    }
  }

  private void loseAll(ExecutorId executor, String because) {
    turn.state().list(LEASES, Key.of(executor)).forEach(lease -> lose(lease, because));
  }

  private void lose(LeaseRow lease, String because) {
    tasks.lost(turn.state().get(TASKS, Keys.task(lease.lease().task())), because);
  }

  /** What the heartbeat says, with the slots in use as we know them. */
  private ExecutorRow row(Input.ExecutorHeartbeat input) {
    Map<String, Integer> leased =
        turn.state()
            .find(EXECUTORS, Key.of(input.executor()))
            .map(ExecutorRow::leased)
            .orElse(Map.of());
    Availability availability =
        input.presence() == Presence.TAKING ? Availability.TAKING : Availability.DRAINING;
    return new ExecutorRow(
        input.executor(), input.incarnation(), availability, input.offers(), leased, turn.now());
  }

  private boolean hasArrived(LeaseRow lease) {
    return !turn.now().isBefore(lease.dispatchedAt().plus(ON_ITS_WAY));
  }

  private boolean isOver(Instant since) {
    return !turn.now().isBefore(since.plus(turn.policy().leaseTimeout()));
  }
}
