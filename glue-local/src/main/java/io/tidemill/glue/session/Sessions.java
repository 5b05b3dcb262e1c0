package io.tidemill.glue.session;

import io.tidemill.glue.aws.AwsException;
import io.tidemill.glue.kernel.Kernels;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** All sessions of this process; they end with it, as a driver's do. */
public final class Sessions implements AutoCloseable {
  private static final Duration SWEEP = Duration.ofMillis(200);

  private final Map<String, Session> sessions = new ConcurrentHashMap<>();
  private final Kernels kernels;
  private final Duration provisioningDelay;
  private final Clock clock;
  private final StatementDelays delays = new StatementDelays();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "glue-session-timer");
            thread.setDaemon(true);
            return thread;
          });

  public Sessions(Kernels kernels, Duration provisioningDelay, Clock clock) {
    this.kernels = kernels;
    this.provisioningDelay = provisioningDelay;
    this.clock = clock;
    timer.scheduleWithFixedDelay(
        () -> sessions.values().forEach(Session::expire),
        SWEEP.toMillis(),
        SWEEP.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  public StatementDelays delays() {
    return delays;
  }

  /** Ends a session as if its driver had died. */
  public void kill(String id) {
    require(id).fail("Session " + id + " was killed by an injected fault.");
  }

  Session create(SessionSpec spec) {
    Session session = new Session(spec, kernels, provisioningDelay, delays, clock, timer);
    if (sessions.putIfAbsent(spec.id(), session) != null) {
      throw AwsException.alreadyExists("Session already created, sessionId=" + spec.id());
    }
    session.start();
    return session;
  }

  void delete(String id) {
    Session session = require(id);
    switch (session.state()) {
      case PROVISIONING, STOPPING ->
          throw AwsException.illegalSessionState(
              "Session " + id + " is in " + session.state() + " status and cannot be deleted.");
      case READY -> session.stop();
      case FAILED, TIMEOUT, STOPPED -> {}
    }
    sessions.remove(id, session);
  }

  Session require(String id) {
    return Optional.ofNullable(sessions.get(id))
        .orElseThrow(() -> AwsException.entityNotFound("Session " + id + " not found"));
  }

  List<Session> all() {
    return sessions.values().stream().sorted(Comparator.comparing(Session::id)).toList();
  }

  @Override
  public void close() {
    sessions.values().forEach(session -> session.fail("The endpoint is shutting down."));
    timer.shutdownNow();
  }
}
