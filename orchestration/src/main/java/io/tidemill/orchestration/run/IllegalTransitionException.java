package io.tidemill.orchestration.run;

/** A move that the state machine does not have: a bug of the planner, never of its input. */
public final class IllegalTransitionException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  IllegalTransitionException(String machine, Enum<?> state, Enum<?> move) {
    super(
        "Expected a legal move of the "
            + machine
            + ", but "
            + move
            + " does not lead anywhere from "
            + state);
  }
}
