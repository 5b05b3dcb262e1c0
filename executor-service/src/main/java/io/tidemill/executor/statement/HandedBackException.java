package io.tidemill.executor.statement;

/** The task goes back to the planner, untouched or with its journal. Not an error. */
public final class HandedBackException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public HandedBackException(String message) {
    super(message);
  }
}
