package io.tidemill.orchestration.engine;

import static io.tidemill.orchestration.engine.Tables.DURATIONS;
import static io.tidemill.orchestration.engine.Tables.PLANS;
import static io.tidemill.orchestration.engine.Tables.RUN_HEADERS;
import static io.tidemill.orchestration.engine.Tables.TASKS;

import io.tidemill.orchestration.dispatch.LearnedDuration;
import io.tidemill.orchestration.event.Effect.Counted;
import io.tidemill.orchestration.event.Event;
import io.tidemill.orchestration.event.Input;
import io.tidemill.orchestration.event.Timer;
import io.tidemill.orchestration.id.Lease;
import io.tidemill.orchestration.id.NodeId;
import io.tidemill.orchestration.id.TaskId;
import io.tidemill.orchestration.run.Completion;
import io.tidemill.orchestration.run.ErrorClass;
import io.tidemill.orchestration.run.RunState;
import io.tidemill.orchestration.run.TaskMove;
import io.tidemill.orchestration.run.TaskPlan;
import io.tidemill.orchestration.run.TaskResult;
import io.tidemill.orchestration.run.TaskRow;
import io.tidemill.orchestration.run.TaskState;
import io.tidemill.orchestration.state.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** What executors say of their tasks, and what follows for the tasks that come after. */
final class Tasks {

  private final Turn turn;
  private final Runs runs;
  private final Held held;

  Tasks(Turn turn, Runs runs, Held held) {
    this.turn = turn;
    this.runs = runs;
    this.held = held;
  }

  void started(Input.TaskStarted input) {
    current(input.lease())
        .filter(row -> row.state() == TaskState.DISPATCHED)
        .ifPresent(row -> turn.emit(new Event.TaskBegan(row.id(), input.at())));
  }

  void journaled(Input.TaskJournaled input) {
    current(input.lease())
        .ifPresent(row -> turn.emit(new Event.TaskNoted(row.id(), input.entry())));
  }

  void progressed(Input.TaskProgressed input) {
    current(input.lease());
  }

  void completed(Input.TaskCompleted input) {
    current(input.lease()).ifPresent(row -> settle(row, input.result()));
  }

  void handedBack(Input.TaskHandedBack input) {
    Optional<TaskRow> row = current(input.lease());
    if (row.isEmpty()) {
      return;
    }
    if (row.get().state() == TaskState.CANCELLING) {
      cancelled(row.get(), "cancelled");
      return;
    }
    turn.emit(new Event.TaskGivenBack(row.get().id(), input.reason(), turn.now()));
    skipIfStopping(row.get().id());
  }

  /** Ends the lease of a task whose executor is gone or denies having it. */
  void lost(TaskRow row, String because) {
    turn.count(Counted.LEASE_EXPIRED, row.lease() + ": " + because);
    if (row.state() == TaskState.CANCELLING) {
      cancelled(row, "cancelled; " + because);
      return;
    }
    turn.emit(new Event.TaskLost(row.id(), because, turn.now()));
    skipIfStopping(row.id());
  }

  /** Lets a task that waited between two tries try again. */
  void retry(TaskId task) {
    turn.state()
        .find(TASKS, Keys.task(task))
        .filter(row -> row.state() == TaskState.BACKING_OFF)
        .ifPresent(row -> turn.emit(new Event.TaskRetried(task, turn.now())));
  }

  /** The task, if the lease is the one it is under: what bears another is over and only counted. */
  private Optional<TaskRow> current(Lease lease) {
    Optional<TaskRow> row = turn.state().find(TASKS, Keys.task(lease.task()));
    if (row.isEmpty() || !row.get().state().isLeased() || !row.get().lease().equals(lease)) {
      turn.count(Counted.FENCED, lease.toString());
      return Optional.empty();
    }
    return row;
  }

  private void settle(TaskRow row, TaskResult result) {
    switch (result.completion()) {
      case SUCCESS, PASS -> ended(row, TaskMove.SUCCEED, result);
      case WARN -> ended(row, TaskMove.WARN, result);
      case FAIL -> ended(row, TaskMove.FAIL, result);
      case ERROR -> failed(row, result);
      case UNKNOWN -> inDoubt(row, result);
      case SKIPPED -> skipped(row, result.message());
      case CANCELLED -> cancelled(row, result.message());
    }
  }

  private void failed(TaskRow row, TaskResult result) {
    ErrorClass blame = result.errorClass() == null ? ErrorClass.BUG : result.errorClass();
    if (!mayRepeat(row, blame)) {
      ended(row, TaskMove.FAIL, result);
      return;
    }
    Instant due = backOff(row, blame);
    String note = "attempt " + row.attempt() + " failed (" + blame + "); next try at " + due;
    turn.emit(new Event.TaskBackedOff(row.id(), result, note, turn.now()));
    awaitRetry(row, due);
  }

  /**
   * The next attempt reads the journal and settles what became of this one before it runs anything.
   */
  private void inDoubt(TaskRow row, TaskResult result) {
    if (row.state() == TaskState.CANCELLING) {
      cancelled(row, "cancelled; its outcome is unknown");
      return;
    }
    if (!mayRepeat(row, ErrorClass.PLATFORM)) {
      ended(row, TaskMove.FAIL, result);
      return;
    }
    Instant due = backOff(row, ErrorClass.PLATFORM);
    String note = "outcome of attempt " + row.attempt() + " is unknown; to be settled at " + due;
    turn.emit(new Event.TaskLeftInDoubt(row.id(), result, note, turn.now()));
    awaitRetry(row, due);
  }

  private boolean mayRepeat(TaskRow row, ErrorClass blame) {
    return row.state() != TaskState.CANCELLING
        && runs.row(row.id().run()).state() == RunState.RUNNING
        && turn.policy().retries().repeats(blame, row.attempt());
  }

  private Instant backOff(TaskRow row, ErrorClass blame) {
    Duration wait = turn.policy().retries().backOff(blame, row.attempt(), turn.chance());
    return turn.now().plus(wait);
  }

  private void awaitRetry(TaskRow row, Instant due) {
    turn.count(Counted.RETRIED, row.lease().toString());
    turn.setTimer(
        new Timer(Timer.Kind.RETRY, row.id().run().value(), row.id().node().value()), due);
    held.freeBehind(plan(row.id()));
  }

  private void ended(TaskRow row, TaskMove move, TaskResult result) {
    TaskPlan plan = plan(row.id());
    turn.emit(new Event.TaskEnded(row.id(), move, result, turn.now()));
    if (result.completion() != Completion.FAIL && move != TaskMove.FAIL) {
      learn(plan, result);
      releaseChildren(plan);
    } else {
      skipBelow(plan, row.id().node() + " failed");
      if (turn.state().get(RUN_HEADERS, Key.of(row.id().run())).request().failFast()) {
        runs.stop(row.id().run(), row.id().node() + " failed and the run fails fast");
      }
    }
    afterEnd(plan);
  }

  private void skipped(TaskRow row, String because) {
    TaskPlan plan = plan(row.id());
    turn.emit(new Event.TaskSkipped(row.id(), because, turn.now()));
    skipBelow(plan, row.id().node() + " was skipped");
    afterEnd(plan);
  }

  private void cancelled(TaskRow row, String because) {
    TaskPlan plan = plan(row.id());
    turn.emit(new Event.TaskCancelled(row.id(), because, turn.now()));
    skipBelow(plan, row.id().node() + " was cancelled");
    afterEnd(plan);
  }

  private void skipIfStopping(TaskId task) {
    if (runs.row(task.run()).state() == RunState.STOPPING) {
      TaskPlan plan = plan(task);
      turn.emit(new Event.TaskSkipped(task, "the run fails fast", turn.now()));
      afterEnd(plan);
    }
  }

  private void afterEnd(TaskPlan plan) {
    held.freeBehind(plan);
    runs.endIfDone(plan.id().run());
  }

  private void releaseChildren(TaskPlan plan) {
    for (NodeId node : plan.children()) {
      TaskId child = new TaskId(plan.id().run(), node);
      TaskRow row = turn.state().get(TASKS, Keys.task(child));
      if (row.state() == TaskState.WAITING) {
        turn.emit(new Event.ParentFinished(child, turn.now()));
        if (row.parentsLeft() == 1) {
          turn.emit(new Event.TaskReleased(child, turn.now()));
        }
      }
    }
  }

  private void skipBelow(TaskPlan from, String because) {
    Deque<TaskPlan> open = new ArrayDeque<>();
    open.add(from);
    while (!open.isEmpty()) {
      for (NodeId node : open.remove().children()) {
        TaskId child = new TaskId(from.id().run(), node);
        if (turn.state().get(TASKS, Keys.task(child)).state() == TaskState.WAITING) {
          turn.emit(new Event.TaskSkipped(child, because, turn.now()));
          open.add(plan(child));
        }
      }
    }
  }

  private void learn(TaskPlan plan, TaskResult result) {
    if (result.startedAt() == null) {
      return;
    }
    LearnedDuration learned =
        turn.state()
            .find(DURATIONS, Keys.model(plan.environment(), plan.id().node()))
            .map(known -> known.with(result.duration()))
            .orElseGet(() -> LearnedDuration.first(result.duration()));
    turn.emit(new Event.DurationLearned(plan.environment(), plan.id().node(), learned));
  }

  private TaskPlan plan(TaskId task) {
    return turn.state().get(PLANS, Keys.task(task));
  }
}
