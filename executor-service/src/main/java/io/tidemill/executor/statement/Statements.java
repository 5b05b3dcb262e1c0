package io.tidemill.executor.statement;

/**
 * Runs statements for one attempt on the session lane it has leased.
 *
 * <p>The implementation journals the intent before and the submission after the call, polls, times
 * out and cancels. After an executor was lost, a statement that an earlier epoch of the task ran to
 * its end is not run again when it is asked for with the same {@link StatementRequest#hash()}: its
 * result is taken.
 */
public interface Statements {

  /**
   * Runs the steps of the request in order, in one Glue statement, and returns what each of them
   * gave.
   *
   * @throws StatementFailedException when a step failed: the steps before it have had their effect,
   *     those after it none
   * @throws StatementUnknownException when it cannot be known whether the statement had its effect
   * @throws StatementCancelledException when the task was cancelled
   */
  StatementResult run(StatementRequest request);
}
