package io.tidemill.orchestration.engine;

import io.tidemill.orchestration.event.Event;
import io.tidemill.orchestration.event.Input;
import io.tidemill.orchestration.state.StateStore;
import io.tidemill.orchestration.state.StateView;
import java.time.Instant;
import java.util.function.DoubleSupplier;

/**
 * Decides for one fleet. Pure: what follows from an input depends on the state, the input, the time
 * and the chance given to it, and on nothing else. The caller writes the decision's changes and
 * sends its effects in one transaction, and gives one input at a time.
 */
public final class Orchestrator {

  private final Policy policy;
  private final Projects projects;
  private final DoubleSupplier chance;

  /**
   * @param chance numbers from 0 (included) to 1 (excluded), which spread retries over time
   */
  public Orchestrator(Policy policy, Projects projects, DoubleSupplier chance) {
    this.policy = policy;
    this.projects = projects;
    this.chance = chance;
  }

  /** What follows from the input. Changes nothing. */
  public Decision decide(StateView state, Input input, Instant now) {
    Turn turn = new Turn(state, now, policy, projects, chance);
    input.accept(new Flow(turn));
    return turn.decision();
  }

  /**
   * Writes one event down. Applying a decision's events in order is the same as writing its
   * changes.
   */
  public static void apply(StateStore state, Event event) {
    event.accept(new EventApplier(state));
  }
}
