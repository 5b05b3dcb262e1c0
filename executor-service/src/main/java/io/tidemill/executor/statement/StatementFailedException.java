package io.tidemill.executor.statement;

import io.tidemill.executor.error.ErrorCode;
import io.tidemill.executor.error.ExecutorException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A statement ended in an error: failed, and what the steps before the failing one did is known.
 */
public final class StatementFailedException extends ExecutorException {
  private static final long serialVersionUID = 1L;

  private final transient StepError error;
  private final transient List<StepResult> done;
  @Nullable private final String step;

  /**
   * @param code the class of failure
   * @param message what was expected and what happened
   * @param step step that failed; null when the statement as a whole did
   * @param error the session's own words
   * @param done results of the steps before the failing one
   * @param awsRequestId request id of the call that told; null where none
   */
  public StatementFailedException(
      ErrorCode code,
      String message,
      @Nullable String step,
      StepError error,
      List<StepResult> done,
      @Nullable String awsRequestId) {
    super(code, message, awsRequestId, null);
    this.step = step;
    this.error = error;
    this.done = List.copyOf(done);
  }

  /** Step that failed; empty when the statement as a whole did. */
  public Optional<String> step() {
    return Optional.ofNullable(step);
  }

  /** The error in the session's own words, with line and position in that step's SQL. */
  public StepError error() {
    return error;
  }

  /** Results of the steps that had their effect before the failure. */
  public List<StepResult> done() {
    return done;
  }
}
