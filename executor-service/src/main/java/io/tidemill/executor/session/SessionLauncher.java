package io.tidemill.executor.session;

import io.tidemill.executor.aws.Sleeper;
import io.tidemill.executor.error.ErrorCode;
import io.tidemill.executor.error.ExecutorException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings sessions up and takes them down in Glue, in the background: the pool's lock is never held
 * while AWS is waited for.
 */
final class SessionLauncher {
  private static final Logger log = LoggerFactory.getLogger(SessionLauncher.class);
  private static final Duration FIRST_STATE_CHECK = Duration.ofMillis(100);
  private static final Duration STATE_CHECK = Duration.ofSeconds(1);

  private final Sessions sessions;
  private final SessionPreparer preparer;
  private final SessionOwner owner;
  private final ExecutorService background;
  private final Clock clock;
  private final Sleeper sleeper;
  private final Arrivals arrivals;

  SessionLauncher(
      Sessions sessions,
      SessionPreparer preparer,
      SessionOwner owner,
      ExecutorService background,
      Clock clock,
      Sleeper sleeper,
      Arrivals arrivals) {
    this.sessions = sessions;
    this.preparer = preparer;
    this.owner = owner;
    this.background = background;
    this.clock = clock;
    this.sleeper = sleeper;
    this.arrivals = arrivals;
  }

  /** Who wants to know how it ended; called from a thread of the background. */
  interface Arrivals {

    /** The session can take statements. */
    void ready(PooledSession session, Instant readyAt, Duration took);

    /** It never will. */
    void failed(PooledSession session, ExecutorException failure);
  }

  /** Creates the session in Glue and prepares it. */
  void launch(PooledSession session, SessionSpec spec) {
    background.execute(
        () -> {
          try {
            sessions.create(session.id, spec, owner.tags());
          } catch (RuntimeException e) {
            arrivals.failed(session, known(session, e));
            return;
          }
          bringUp(session, spec.region(), spec.provisioningTimeout(), spec.sessionConf());
        });
  }

  /** Prepares a session that is there, after whatever still runs on it. */
  void takeOver(PooledSession session, String region, Duration timeout) {
    background.execute(() -> bringUp(session, region, timeout, Map.of()));
  }

  /** Stops the session; that it could not be stopped is said, no more. */
  void stop(PooledSession session, String region, String why) {
    try {
      sessions.stop(region, session.id);
      log.info("Session {} stopped: {}", session.id, why);
    } catch (ExecutorException e) {
      // Its idle timeout and the reaper are the nets below.
      log.warn("Session {} could not be stopped ({}): {}", session.id, why, e.getMessage());
    }
  }

  private void bringUp(
      PooledSession session, String region, Duration timeout, Map<String, String> conf) {
    Instant started = clock.instant();
    try {
      awaitReady(session, region, timeout, started);
      Instant ready = clock.instant();
      preparer.prepare(region, session.id, conf);
      arrivals.ready(session, ready, Duration.between(started, ready));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      arrivals.failed(session, failure(session, "the wait was interrupted"));
    } catch (RuntimeException e) {
      arrivals.failed(session, known(session, e));
    }
  }

  private void awaitReady(PooledSession session, String region, Duration timeout, Instant started)
      throws InterruptedException {
    Duration wait = FIRST_STATE_CHECK;
    while (true) {
      SessionStatus status =
          sessions.find(region, session.id).orElseThrow(() -> failure(session, "it is gone"));
      if (status.state() == SessionState.READY) {
        return;
      }
      if (status.state() != SessionState.PROVISIONING) {
        throw failure(session, status.state() + ": " + status.error());
      }
      if (Duration.between(started, clock.instant()).compareTo(timeout) > 0) {
        background.execute(() -> stop(session, region, "provisioning timeout"));
        throw new ExecutorException(
            ErrorCode.PROVISIONING_TIMEOUT,
            "Expected Glue session %s to be READY within %d s, but it is still provisioning"
                .formatted(session.id, timeout.toSeconds()));
      }
      sleeper.sleep(wait);
      wait = wait.multipliedBy(2).compareTo(STATE_CHECK) > 0 ? STATE_CHECK : wait.multipliedBy(2);
    }
  }

  private static ExecutorException failure(PooledSession session, String why) {
    return new ExecutorException(
        ErrorCode.SESSION_FAILED,
        "Expected Glue session %s to become READY, but %s".formatted(session.id, why));
  }

  private static ExecutorException known(PooledSession session, RuntimeException e) {
    return e instanceof ExecutorException known
        ? known
        : new ExecutorException(
            ErrorCode.INTERNAL,
            "Expected to bring up session " + session.id + ", but " + e,
            null,
            e);
  }
}
