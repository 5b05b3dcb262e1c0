package io.tidemill.executor.statement;

import org.jspecify.annotations.Nullable;

/**
 * What became of the last writing statement that an earlier epoch of this task announced, as far as
 * Glue can tell. It is settled before the task starts: none of these statements is still running.
 */
public sealed interface PriorAttempt {

  /**
   * There was none: the first dispatch of the task, or the earlier one never announced a statement.
   */
  record None() implements PriorAttempt {}

  /** It was announced and surely never ran. */
  record NeverRan(AttemptId attempt, String statementHash) implements PriorAttempt {}

  /** It ran to its end; asked for again by the same hash, this result is given. */
  record Finished(AttemptId attempt, String statementHash, StatementResult result)
      implements PriorAttempt {}

  /** It ended in an error; asked for again by the same hash, this error is thrown. */
  record Failed(AttemptId attempt, String statementHash, StatementFailedException failure)
      implements PriorAttempt {}

  /** Its session is gone or it was cancelled: only the data can tell whether it had its effect. */
  record Unknown(
      AttemptId attempt, String statementHash, String sessionId, @Nullable Integer statementId)
      implements PriorAttempt {}

  /** Whether only the data can tell. */
  default boolean isUnknown() {
    return this instanceof Unknown;
  }
}
