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
  @Nullable private final String sql;

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
    this(code, message, step, null, error, done, awsRequestId);
  }

  private StatementFailedException(
      ErrorCode code,
      String message,
      @Nullable String step,
      @Nullable String sql,
      StepError error,
      List<StepResult> done,
      @Nullable String awsRequestId) {
    super(code, message, awsRequestId, null);
    this.step = step;
    this.sql = sql;
    this.error = error;
    this.done = List.copyOf(done);
  }

  /** The same failure with the SQL of the step that failed, in which its line counts. */
  StatementFailedException in(StatementRequest request) {
    String text =
        step()
            .flatMap(request::step)
            .filter(SqlStep.class::isInstance)
            .map(SqlStep.class::cast)
            .map(SqlStep::sql)
            .orElse(null);
    StatementFailedException copy =
        new StatementFailedException(
            code(),
            String.valueOf(getMessage()),
            step,
            text,
            error,
            done,
            awsRequestId().orElse(null));
    copy.setStackTrace(getStackTrace());
    return copy;
  }

  /** SQL of the step that failed. */
  public Optional<String> sql() {
    return Optional.ofNullable(sql);
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
