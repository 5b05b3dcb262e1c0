package io.tidemill.orchestration.engine;

import static io.tidemill.orchestration.engine.Tables.ACTIVE_RUNS;
import static io.tidemill.orchestration.engine.Tables.DURATIONS;
import static io.tidemill.orchestration.engine.Tables.ENVIRONMENTS;
import static io.tidemill.orchestration.engine.Tables.EXECUTORS;
import static io.tidemill.orchestration.engine.Tables.FORGET;
import static io.tidemill.orchestration.engine.Tables.LEASES;
import static io.tidemill.orchestration.engine.Tables.NUMBERS;
import static io.tidemill.orchestration.engine.Tables.PARKED;
import static io.tidemill.orchestration.engine.Tables.PLANS;
import static io.tidemill.orchestration.engine.Tables.RUNS;
import static io.tidemill.orchestration.engine.Tables.RUN_HEADERS;
import static io.tidemill.orchestration.engine.Tables.SEEN;
import static io.tidemill.orchestration.engine.Tables.TASKS;
import static io.tidemill.orchestration.engine.Tables.TIMERS;
import static io.tidemill.orchestration.engine.Tables.TIMERS_DUE;
import static io.tidemill.orchestration.engine.Tables.WINDOWS;

import io.tidemill.orchestration.engine.EnvironmentRow.Activity;
import io.tidemill.orchestration.event.Event;
import io.tidemill.orchestration.run.RunRow;
import io.tidemill.orchestration.run.TaskRow;
import io.tidemill.orchestration.state.Key;
import io.tidemill.orchestration.state.StateStore;
import io.tidemill.orchestration.trigger.Forget;

/**
 * Writes down what was decided. Decides nothing: the same events on the same state give the same
 * state.
 */
final class EventApplier implements Event.Visitor {

  private final StateStore state;
  private final TaskMoves tasks;

  EventApplier(StateStore state) {
    this.state = state;
    this.tasks = new TaskMoves(state);
  }

  @Override
  public void visit(Event.EnvironmentDeployed event) {
    Key key = Key.of(event.environment());
    EnvironmentRow row =
        state
            .find(ENVIRONMENTS, key)
            .map(known -> known.deployed(event.digest()))
            .orElseGet(
                () ->
                    new EnvironmentRow(
                        event.environment(), event.digest(), Activity.ACTIVE, 0, null));
    state.put(ENVIRONMENTS, key, row);
  }

  @Override
  public void visit(Event.EnvironmentPaused event) {
    Key key = Key.of(event.environment());
    state.put(ENVIRONMENTS, key, state.get(ENVIRONMENTS, key).with(Activity.PAUSED));
  }

  @Override
  public void visit(Event.EnvironmentResumed event) {
    Key key = Key.of(event.environment());
    state.put(ENVIRONMENTS, key, state.get(ENVIRONMENTS, key).with(Activity.ACTIVE));
  }

  @Override
  public void visit(Event.TriggerRemembered event) {
    state.put(SEEN, new Key(event.seenKey()), event.seen());
    state.put(
        FORGET,
        Key.of(event.forgetAt(), event.seenKey()),
        new Forget(event.seenKey(), event.forgetAt()));
  }

  @Override
  public void visit(Event.TriggerForgotten event) {
    Forget note = event.note();
    state.delete(SEEN, new Key(note.seenKey()));
    state.delete(FORGET, Key.of(note.due(), note.seenKey()));
  }

  @Override
  public void visit(Event.TriggerParked event) {
    state.put(PARKED, Key.of(event.environment(), event.trigger().id()), event.trigger());
  }

  @Override
  public void visit(Event.TriggerUnparked event) {
    state.delete(PARKED, Key.of(event.environment(), event.trigger()));
  }

  @Override
  public void visit(Event.LedgerWritten event) {
    // The ledger is a topic; the state keeps only what still waits.
  }

  @Override
  public void visit(Event.WindowChanged event) {
    state.put(WINDOWS, Key.of(event.window().environment(), event.window().name()), event.window());
  }

  @Override
  public void visit(Event.WindowClosed event) {
    state.delete(WINDOWS, Key.of(event.environment(), event.window()));
  }

  @Override
  public void visit(Event.TimerSet event) {
    Key key = Keys.timerDue(event.timer());
    state
        .find(TIMERS_DUE, key)
        .ifPresent(earlier -> state.delete(TIMERS, Keys.timer(event.timer(), earlier.due())));
    state.put(TIMERS_DUE, key, new TimerDue(event.due()));
    state.put(TIMERS, Keys.timer(event.timer(), event.due()), event.timer());
  }

  @Override
  public void visit(Event.TimerEnded event) {
    state.delete(TIMERS_DUE, Keys.timerDue(event.timer()));
    state.delete(TIMERS, Keys.timer(event.timer(), event.due()));
  }

  @Override
  public void visit(Event.RunCreated event) {
    Key key = Key.of(event.header().id());
    state.put(RUN_HEADERS, key, event.header());
    state.put(RUNS, key, RunRow.created(event.header()));
    state.put(
        ACTIVE_RUNS,
        Key.of(event.header().environment(), event.header().id()),
        new ActiveRun(event.header().id()));
    state.put(NUMBERS, Keys.RUN_NUMBER, new LastNumber(event.number()));
  }

  @Override
  public void visit(Event.TaskPlanned event) {
    Key key = Keys.task(event.plan().id());
    state.put(PLANS, key, event.plan());
    state.put(
        TASKS, key, TaskRow.planned(event.plan().id(), event.plan().parents().size(), event.at()));
  }

  @Override
  public void visit(Event.RunMoved event) {
    Key key = Key.of(event.run());
    RunRow next = state.get(RUNS, key).moved(event.move(), event.at());
    state.put(RUNS, key, next);
    if (next.state().isFinal()) {
      state.delete(ACTIVE_RUNS, Key.of(next.environment(), event.run()));
      Key environment = Key.of(next.environment());
      state
          .find(ENVIRONMENTS, environment)
          .ifPresent(row -> state.put(ENVIRONMENTS, environment, row.ended(event.run())));
    }
  }

  @Override
  public void visit(Event.RunShown event) {
    Key key = Key.of(event.run());
    state.put(RUNS, key, state.get(RUNS, key).shown(event.at()));
  }

  @Override
  public void visit(Event.RunForgotten event) {
    state.delete(RUNS, Key.of(event.run()));
    state.delete(RUN_HEADERS, Key.of(event.run()));
  }

  @Override
  public void visit(Event.TaskForgotten event) {
    state.delete(TASKS, Keys.task(event.task()));
    state.delete(PLANS, Keys.task(event.task()));
  }

  @Override
  public void visit(Event.ParentFinished event) {
    Key key = Keys.task(event.task());
    state.put(TASKS, key, state.get(TASKS, key).change().parentFinished().at(event.at()));
  }

  @Override
  public void visit(Event.TaskNoted event) {
    Key key = Keys.task(event.task());
    TaskRow row = state.get(TASKS, key);
    state.put(TASKS, key, row.change().journal(event.journal()).at(row.changedAt()));
  }

  @Override
  public void visit(Event.TaskReleased event) {
    tasks.apply(event, row -> row.ready(event.at()));
  }

  @Override
  public void visit(Event.TaskHeld event) {
    tasks.apply(event, row -> row.note(event.note()));
    tasks.hold(event.task(), event.heldFor());
  }

  @Override
  public void visit(Event.TaskFreed event) {
    tasks.apply(event, row -> row.note(""));
  }

  @Override
  public void visit(Event.TaskDispatched event) {
    tasks.apply(
        event, row -> row.dispatched(event.executor(), event.incarnation(), event.at()).note(""));
  }

  @Override
  public void visit(Event.TaskBegan event) {
    tasks.apply(event, row -> row.started(event.at()));
  }

  @Override
  public void visit(Event.TaskEnded event) {
    tasks.apply(event, row -> row.result(event.result()).journal(null));
  }

  @Override
  public void visit(Event.TaskBackedOff event) {
    tasks.apply(
        event,
        row ->
            row.result(event.result()).note(event.note()).journal(null).nextAttempt().nextEpoch());
  }

  @Override
  public void visit(Event.TaskLeftInDoubt event) {
    tasks.apply(
        event, row -> row.result(event.result()).note(event.note()).nextAttempt().nextEpoch());
  }

  @Override
  public void visit(Event.TaskRetried event) {
    tasks.apply(event, row -> row);
  }

  @Override
  public void visit(Event.TaskLost event) {
    tasks.apply(event, row -> row.note(event.note()).nextEpoch());
  }

  @Override
  public void visit(Event.TaskGivenBack event) {
    tasks.apply(event, row -> row.note(event.note()).nextEpoch());
  }

  @Override
  public void visit(Event.TaskSkipped event) {
    tasks.apply(event, row -> row.note(event.note()));
  }

  @Override
  public void visit(Event.TaskCancelAsked event) {
    tasks.apply(event, row -> row);
  }

  @Override
  public void visit(Event.TaskCancelled event) {
    tasks.apply(event, row -> row.note(event.note()));
  }

  @Override
  public void visit(Event.DurationLearned event) {
    state.put(DURATIONS, Keys.model(event.environment(), event.node()), event.duration());
  }

  @Override
  public void visit(Event.ExecutorSeen event) {
    state.put(EXECUTORS, Key.of(event.row().id()), event.row());
  }

  @Override
  public void visit(Event.ExecutorGone event) {
    state.delete(EXECUTORS, Key.of(event.executor()));
  }

  @Override
  public void visit(Event.LeaseChecked event) {
    state.put(
        LEASES,
        Key.of(
            event.row().executor(),
            event.row().lease().task().run(),
            event.row().lease().task().node()),
        event.row());
  }
}
