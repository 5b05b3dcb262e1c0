package io.tidemill.catalog.permission;

import java.util.List;

/** What a reconciliation came to. */
public record Outcome(State state, int inPlace, int granted, int revoked, List<String> problems) {

  /** How it stands. */
  public enum State {
    /** What is declared is in place. */
    CONVERGED,
    /** The mode is audit: the difference is known, nothing was changed. */
    AUDITED,
    /** The declaration cannot be carried out as it is; trying again does not help. */
    REFUSED,
    /** It did not come about; trying again may help. */
    FAILED
  }

  public Outcome {
    problems = List.copyOf(problems);
  }

  /** Whether consumers may be told of the table. */
  public boolean inOrder() {
    return state == State.CONVERGED || state == State.AUDITED;
  }

  static Outcome nothingDeclared() {
    return new Outcome(State.CONVERGED, 0, 0, 0, List.of());
  }

  static Outcome refused(String problem) {
    return new Outcome(State.REFUSED, 0, 0, 0, List.of(problem));
  }

  static Outcome failed(String problem) {
    return new Outcome(State.FAILED, 0, 0, 0, List.of(problem));
  }
}
