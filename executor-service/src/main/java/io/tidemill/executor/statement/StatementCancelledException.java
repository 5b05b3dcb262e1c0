package io.tidemill.executor.statement;

/**
 * The task was cancelled by an operator; its running statement has been cancelled in Glue. Not an
 * error.
 */
public final class StatementCancelledException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StatementCancelledException(String message) {
    super(message);
  }
}
