package io.tidemill.executor.statement;

import io.tidemill.executor.error.ErrorCode;
import io.tidemill.executor.error.ExecutorException;
import io.tidemill.executor.session.SessionPreparer;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Installs the statement helper in a session, once, by one statement. */
public final class HelperInstaller implements SessionPreparer {
  private final StatementApi api;
  private final StatementWatch watch;
  private final Duration timeout;
  private final Clock clock;

  public HelperInstaller(StatementApi api, StatementWatch watch, Duration timeout, Clock clock) {
    this.api = api;
    this.watch = watch;
    this.timeout = timeout;
    this.clock = clock;
  }

  @Override
  public void prepare(String region, String sessionId, Map<String, String> conf) {
    int id;
    try {
      id = api.run(region, sessionId, StatementCodec.install(HelperSource.TEXT, conf));
    } catch (SubmissionUnknownException e) {
      throw failed(sessionId, e.getMessage(), e);
    }
    StatementWatch.Seen seen =
        watch.untilOver(
            region,
            sessionId,
            id,
            clock.instant(),
            timeout,
            new Interruption(),
            NoJournal.INSTANCE);
    if (seen.end() != StatementWatch.End.OVER) {
      throw failed(sessionId, "the statement ended as " + seen.end(), null);
    }
    StatementStatus status = seen.status();
    boolean installed =
        !status.failed()
            && StatementAnswer.read(status.text()).map(StatementAnswer::ok).orElse(false);
    if (!installed) {
      throw failed(
          sessionId, status.errorName() + " " + status.errorValue() + " " + status.text(), null);
    }
  }

  private static ExecutorException failed(
      String sessionId, @Nullable String why, @Nullable Throwable cause) {
    return new ExecutorException(
        ErrorCode.SESSION_FAILED,
        "Expected session %s to install the statement helper, but: %s".formatted(sessionId, why),
        null,
        cause);
  }

  /** An installation belongs to no attempt. */
  private enum NoJournal implements AttemptJournal {
    INSTANCE;

    @Override
    public void intended(String sessionId, String statementHash, String purpose) {}

    @Override
    public void submitted(String sessionId, int statementId, String statementHash) {}

    @Override
    public void progressed(double share, String message) {}
  }
}
