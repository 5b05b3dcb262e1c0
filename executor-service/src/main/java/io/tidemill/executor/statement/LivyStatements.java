package io.tidemill.executor.statement;

import io.tidemill.executor.error.ErrorCode;
import io.tidemill.executor.error.ExecutorException;
import io.tidemill.executor.session.SessionLease;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Statements over a LIVY session: one RunStatement a request, then looks at growing intervals until
 * it is over.
 *
 * <p>One attempt uses it from its own thread.
 */
public final class LivyStatements implements Statements {
  private static final Logger log = LoggerFactory.getLogger(LivyStatements.class);
  private static final int LANES = 3;
  private static final String NOT_INSTALLED = "NameError";

  private final AttemptId attempt;
  private final Lane lane;
  private final StatementApi api;
  private final StatementWatch watch;
  private final HelperInstaller installer;
  private final AttemptJournal journal;
  private final PriorAttempt prior;
  private final Interruption interruption;
  private final StatementSettings settings;
  private final StatementMeter meter;
  private final Clock clock;
  private int sequence;

  public LivyStatements(
      AttemptId attempt,
      Lane lane,
      StatementApi api,
      StatementWatch watch,
      HelperInstaller installer,
      AttemptJournal journal,
      PriorAttempt prior,
      Interruption interruption,
      StatementSettings settings,
      StatementMeter meter,
      Clock clock) {
    this.attempt = attempt;
    this.lane = lane;
    this.api = api;
    this.watch = watch;
    this.installer = installer;
    this.journal = journal;
    this.prior = prior;
    this.interruption = interruption;
    this.settings = settings;
    this.meter = meter;
    this.clock = clock;
  }

  @Override
  public StatementResult run(StatementRequest request) {
    interruption.check();
    String hash = request.hash();
    Optional<StatementResult> settled = settled(request, hash);
    if (settled.isPresent()) {
      return settled.get();
    }
    for (int tries = 1; ; tries++) {
      try {
        return runOnce(request, hash);
      } catch (ExecutorException e) {
        // Refused before it ran, or only reading: another session may have it.
        boolean harmless = e instanceof NotRunException || request.effect() == Effect.READS;
        if (e.code() != ErrorCode.SESSION_LOST || !harmless || tries >= LANES) {
          throw e;
        }
        log.info("{}: {}; taking another session", attempt, e.getMessage());
        lane.lost();
      }
    }
  }

  /** An earlier epoch ran this very statement: its outcome is taken, it is not run again. */
  private Optional<StatementResult> settled(StatementRequest request, String hash) {
    if (prior instanceof PriorAttempt.Finished finished && finished.statementHash().equals(hash)) {
      log.info("{}: taking the result of {}", attempt, finished.attempt());
      return Optional.of(finished.result());
    }
    if (prior instanceof PriorAttempt.Failed failed && failed.statementHash().equals(hash)) {
      throw failed.failure().in(request);
    }
    return Optional.empty();
  }

  private StatementResult runOnce(StatementRequest request, String hash) {
    SessionLease lease = lane.lease();
    sequence++;
    StatementCodec.Code code =
        StatementCodec.run(attempt, sequence, hash, request, settings.maxBytes());
    if (request.effect() == Effect.WRITES) {
      journal.intended(lease.sessionId(), hash, request.purpose());
    }
    Instant sent = clock.instant();
    int id = submit(lease, code, request.effect());
    meter.submitted(sent, clock.instant());
    if (request.effect() == Effect.WRITES) {
      journal.submitted(lease.sessionId(), id, hash);
    }
    try {
      return finish(lease, request, id, sent);
    } finally {
      Duration elapsed = Duration.between(sent, clock.instant());
      lease.ran(elapsed);
      meter.ran(elapsed, lease.dpus());
    }
  }

  private int submit(SessionLease lease, StatementCodec.Code code, Effect effect) {
    for (String part : code.parts()) {
      send(lease, part, effect);
    }
    return send(lease, code.code(), effect);
  }

  private int send(SessionLease lease, String code, Effect effect) {
    try {
      return api.run(lease.region(), lease.sessionId(), code);
    } catch (SubmissionUnknownException e) {
      return findSubmitted(lease, code, effect, e);
    } catch (ExecutorException e) {
      if (e.code() == ErrorCode.SESSION_LOST) {
        throw new NotRunException(e);
      }
      throw e;
    }
  }

  /**
   * The answer to RunStatement was lost; the session's list shows the statement if it came through.
   */
  private int findSubmitted(
      SessionLease lease, String code, Effect effect, SubmissionUnknownException lost) {
    for (StatementStatus status : api.list(lease.region(), lease.sessionId()).orElse(List.of())) {
      if (sameStatement(status.code(), code)) {
        return status.id();
      }
    }
    if (effect == Effect.READS) {
      return api.run(lease.region(), lease.sessionId(), code);
    }
    // It may still be on its way. Only a later look can tell, and that is the settlement's.
    throw new StatementUnknownException(
        String.valueOf(lost.getMessage()), lease.sessionId(), null, null, lost);
  }

  private static boolean sameStatement(String listed, String sent) {
    return listed.lines().findFirst().equals(sent.lines().findFirst());
  }

  private StatementResult finish(
      SessionLease lease, StatementRequest request, int id, Instant sent) {
    Duration timeout = request.timeout() == null ? settings.timeout() : request.timeout();
    StatementWatch.Seen seen = watch.untilOver(lease, id, sent, timeout, interruption, journal);
    switch (seen.end()) {
      case CANCELLED -> throw new StatementCancelledException("The task was cancelled");
      case TIMED_OUT -> throw timedOut(lease, request, id, timeout);
      case GONE -> throw gone(lease, request, id);
      case LEFT_RUNNING -> {
        lease.leftRunning();
        throw new HandedBackException(
            "The executor is shutting down; statement %d runs on".formatted(id));
      }
      case OVER -> {}
    }
    StatementStatus status = seen.status();
    if (status.failed() && status.errorName().contains(NOT_INSTALLED)) {
      // The session was made anew under its id; the helper did not run, so nothing did.
      installer.prepare(lease.region(), lease.sessionId(), Map.of());
      throw new NotRunException(
          new ExecutorException(
              ErrorCode.SESSION_LOST,
              "Session %s had lost its helper".formatted(lease.sessionId())));
    }
    return StatementOutcome.of(status, request, lease.sessionId(), lease::suspect);
  }

  private StatementFailedException timedOut(
      SessionLease lease, StatementRequest request, int id, Duration timeout) {
    lease.suspect();
    String message =
        "Expected '%s' to end within %d s, but statement %d of session %s still ran and was cancelled"
            .formatted(request.purpose(), timeout.toSeconds(), id, lease.sessionId());
    StepError error = new StepError("timeout", null, null, message, null, null, "");
    return new StatementFailedException(
        ErrorCode.STATEMENT_TIMEOUT, message, null, error, List.of(), null);
  }

  private ExecutorException gone(SessionLease lease, StatementRequest request, int id) {
    lease.lost();
    String message =
        "Expected statement %d ('%s') of session %s to end, but the session is over"
            .formatted(id, request.purpose(), lease.sessionId());
    return request.effect() == Effect.READS
        ? new ExecutorException(ErrorCode.SESSION_LOST, message)
        : new StatementUnknownException(message, lease.sessionId(), id, null, null);
  }

  /** The statement surely did not run. */
  private static final class NotRunException extends ExecutorException {
    private static final long serialVersionUID = 1L;

    NotRunException(ExecutorException cause) {
      super(
          cause.code(),
          String.valueOf(cause.getMessage()),
          cause.awsRequestId().orElse(null),
          cause);
    }
  }
}
