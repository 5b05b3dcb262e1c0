package io.tidemill.orchestration.engine;

import io.tidemill.orchestration.event.Effect;
import io.tidemill.orchestration.event.Event;
import io.tidemill.orchestration.event.Timer;
import io.tidemill.orchestration.state.Draft;
import io.tidemill.orchestration.state.StateView;
import io.tidemill.orchestration.trigger.LedgerEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;

/** The handling of one input: the state as decided so far, and what was decided. */
final class Turn {

  private final StateView base;
  private final Draft state;
  private final EventApplier applier;
  private final Instant now;
  private final Policy policy;
  private final Projects projects;
  private final DoubleSupplier chance;
  private final List<Event> events = new ArrayList<>();
  private final List<Effect> effects = new ArrayList<>();

  Turn(StateView base, Instant now, Policy policy, Projects projects, DoubleSupplier chance) {
    this.base = base;
    this.state = new Draft(base);
    this.applier = new EventApplier(state);
    this.now = now;
    this.policy = policy;
    this.projects = projects;
    this.chance = chance;
  }

  /** The state before this input. */
  StateView before() {
    return base;
  }

  /** The state with everything decided so far. */
  Draft state() {
    return state;
  }

  Instant now() {
    return now;
  }

  Policy policy() {
    return policy;
  }

  Projects projects() {
    return projects;
  }

  double chance() {
    return chance.getAsDouble();
  }

  /** Decides something: from here on the state has it. */
  void emit(Event event) {
    event.accept(applier);
    events.add(event);
  }

  void tell(Effect effect) {
    effects.add(effect);
  }

  void count(Effect.Counted what, String detail) {
    tell(new Effect.Count(what, detail));
  }

  void writeLedger(LedgerEntry entry) {
    emit(new Event.LedgerWritten(entry));
    tell(new Effect.EmitLedger(entry));
  }

  /**
   * Has the timer go off no later than due; one that goes off earlier looks again and sets itself
   * anew.
   */
  void setTimer(Timer timer, Instant due) {
    boolean early =
        state
            .find(Tables.TIMERS_DUE, Keys.timerDue(timer))
            .map(set -> !set.due().isAfter(due))
            .orElse(false);
    if (!early) {
      emit(new Event.TimerSet(timer, due));
    }
  }

  Decision decision() {
    return new Decision(events, state.changes(), effects);
  }
}
