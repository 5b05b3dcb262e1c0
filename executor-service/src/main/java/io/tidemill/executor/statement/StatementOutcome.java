package io.tidemill.executor.statement;

import io.tidemill.executor.error.ErrorCode;
import io.tidemill.executor.error.ExecutorException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns a statement that is over into its result or into the exception that says what went wrong.
 */
final class StatementOutcome {
  private StatementOutcome() {}

  /**
   * @param suspect called when the session rather than the SQL is to blame
   */
  static StatementResult of(
      StatementStatus status, StatementRequest request, String sessionId, Runnable suspect) {
    StatementResult result;
    try {
      result = read(status, request.purpose(), sessionId, suspect);
    } catch (StatementFailedException e) {
      throw e.in(request);
    }
    List<StepResult> steps = new ArrayList<>();
    for (StepResult step : result.steps()) {
      boolean counted =
          request
              .step(step.name())
              .filter(SqlStep.class::isInstance)
              .map(SqlStep.class::cast)
              .filter(sql -> sql.fetch() == Fetch.COUNT)
              .isPresent();
      steps.add(counted ? withCount(step) : step);
    }
    return new StatementResult(steps, sessionId, status.id());
  }

  /** The same without the request, for a statement of an earlier attempt. */
  static StatementResult read(
      StatementStatus status, String purpose, String sessionId, Runnable suspect) {
    if (status.failed()) {
      throw interpreterError(status, purpose, sessionId, suspect);
    }
    StatementAnswer answer =
        StatementAnswer.read(status.text())
            .orElseThrow(() -> unreadable(status, purpose, sessionId, suspect));
    if (answer.ok()) {
      return new StatementResult(answer.steps(), sessionId, status.id());
    }
    throw failed(answer, status, purpose, sessionId, suspect);
  }

  private static ExecutorException failed(
      StatementAnswer answer,
      StatementStatus status,
      String purpose,
      String sessionId,
      Runnable suspect) {
    Optional<StepResult> step = answer.failed();
    StepError error =
        step.map(StepResult::error)
            .or(() -> Optional.ofNullable(answer.error()))
            .orElse(
                new StepError("unknown", null, null, "the session gave no reason", null, null, ""));
    ErrorCode code = SparkErrors.code(error);
    if (code == ErrorCode.OUTCOME_UNKNOWN) {
      return new StatementUnknownException(
          "Expected to know whether '%s' was committed, but: %s"
              .formatted(purpose, error.message()),
          sessionId,
          status.id(),
          status.awsRequestId(),
          null);
    }
    if (code == ErrorCode.ENGINE_FAILURE || code == ErrorCode.SESSION_LOST) {
      suspect.run();
    }
    List<StepResult> done =
        step.isPresent() ? answer.steps().subList(0, answer.steps().size() - 1) : answer.steps();
    return new StatementFailedException(
        code,
        error.message(),
        step.map(StepResult::name).orElse(null),
        error,
        done,
        status.awsRequestId());
  }

  /**
   * Python itself failed: the helper was cut off, or the JVM behind it died. Its effect is in
   * doubt.
   */
  private static ExecutorException interpreterError(
      StatementStatus status, String purpose, String sessionId, Runnable suspect) {
    suspect.run();
    String words = (status.errorName() + ": " + status.errorValue()).strip();
    return new StatementUnknownException(
        "Expected '%s' to end, but the interpreter of session %s broke off with %s"
            .formatted(purpose, sessionId, words),
        sessionId,
        status.id(),
        status.awsRequestId(),
        null);
  }

  private static ExecutorException unreadable(
      StatementStatus status, String purpose, String sessionId, Runnable suspect) {
    suspect.run();
    String text = status.text();
    return new StatementUnknownException(
        "Expected '%s' to print its answer, but statement %d of session %s printed %d characters without one: %s"
            .formatted(
                purpose,
                status.id(),
                sessionId,
                text.length(),
                text.substring(0, Math.min(text.length(), 200))),
        sessionId,
        status.id(),
        status.awsRequestId(),
        null);
  }

  private static StepResult withCount(StepResult step) {
    Long count =
        step.scalar().filter(Long.class::isInstance).map(Long.class::cast).orElse(step.affected());
    return new StepResult(
        step.name(),
        step.status(),
        step.elapsed(),
        step.schema(),
        step.rows(),
        step.truncated(),
        count,
        step.error());
  }
}
