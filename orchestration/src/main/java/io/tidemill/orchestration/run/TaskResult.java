package io.tidemill.orchestration.run;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What an executor reports at the end of an attempt. */
public record TaskResult(
    Completion completion,
    @Nullable ErrorClass errorClass,
    @Nullable String errorCode,
    String message,
    @Nullable Long rowsAffected,
    @Nullable Long failures,
    int statements,
    int awsCalls,
    double dpuSeconds,
    @Nullable String sessionId,
    @Nullable Instant startedAt,
    @Nullable Instant firstStatementAt,
    Instant finishedAt) {

  /** Longer messages are cut: the executor's log has the rest. */
  private static final int LONGEST_MESSAGE = 4_000;

  public TaskResult {
    if (message.length() > LONGEST_MESSAGE) {
      message = message.substring(0, LONGEST_MESSAGE) + " ...";
    }
  }

  /** A result without figures. */
  public static TaskResult of(
      Completion completion, @Nullable ErrorClass errorClass, String message, Instant finishedAt) {
    return new TaskResult(
        completion, errorClass, null, message, null, null, 0, 0, 0, null, null, null, finishedAt);
  }

  /** How long the attempt took, as far as the executor said. */
  public Duration duration() {
    return startedAt == null ? Duration.ZERO : Duration.between(startedAt, finishedAt);
  }
}
