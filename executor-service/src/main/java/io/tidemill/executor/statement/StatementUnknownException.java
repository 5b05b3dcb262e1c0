package io.tidemill.executor.statement;

import io.tidemill.executor.error.ErrorCode;
import io.tidemill.executor.error.ExecutorException;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * It cannot be known whether a statement had its effect: its session was lost, or its answer was.
 * Whoever catches it settles by reading the data, never by running the statement again.
 */
public final class StatementUnknownException extends ExecutorException {
  private static final long serialVersionUID = 1L;

  private final String sessionId;
  @Nullable private final Integer statementId;

  public StatementUnknownException(
      String message,
      String sessionId,
      @Nullable Integer statementId,
      @Nullable String awsRequestId,
      @Nullable Throwable cause) {
    super(ErrorCode.OUTCOME_UNKNOWN, message, awsRequestId, cause);
    this.sessionId = sessionId;
    this.statementId = statementId;
  }

  /** Session the statement was sent to. */
  public String sessionId() {
    return sessionId;
  }

  /** Id of the statement; empty when RunStatement's answer was lost. */
  public OptionalInt statementId() {
    return statementId == null ? OptionalInt.empty() : OptionalInt.of(statementId);
  }
}
