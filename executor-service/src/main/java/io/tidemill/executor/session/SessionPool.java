package io.tidemill.executor.session;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.tidemill.executor.aws.Sleeper;
import io.tidemill.executor.error.ErrorCode;
import io.tidemill.executor.error.ExecutorException;
import io.tidemill.executor.session.PooledSession.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warm Glue sessions, one pool per {@link SessionSpec} under one limit.
 *
 * <p>A task takes the session that was idle for the shortest time, so that the others can be
 * released; it makes a new one only where {@link ScalePolicy} says that waiting is longer. Sessions
 * are prepared (statement helper installed) before anybody gets them.
 *
 * <p>Thread-safe. All state is under one lock; AWS is never called while it is held.
 */
public final class SessionPool implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SessionPool.class);
  private static final Duration WAIT_STEP = Duration.ofMillis(200);

  private final Sessions sessions;
  private final SessionOwner owner;
  private final PoolProperties properties;
  private final int max;
  private final ExecutorService background;
  private final Clock clock;
  private final SessionLauncher launcher;
  private final MeterRegistry metrics;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<String, PooledSession> all = new LinkedHashMap<>();
  private final Map<String, SessionSpec> specs = new ConcurrentHashMap<>();
  private final Map<String, Integer> waiting = new HashMap<>();
  private final Map<String, Failure> failures = new HashMap<>();
  private Duration provisioningTime = Duration.ofSeconds(30);
  private Runnable onChange = () -> {};
  private boolean closed;

  private record Failure(Instant at, ExecutorException cause) {}

  public SessionPool(
      Sessions sessions,
      SessionPreparer preparer,
      SessionOwner owner,
      PoolProperties properties,
      int slots,
      ExecutorService background,
      Clock clock,
      Sleeper sleeper,
      MeterRegistry metrics) {
    this.sessions = sessions;
    this.owner = owner;
    this.properties = properties;
    this.max = properties.max() == 0 ? slots : properties.max();
    this.background = background;
    this.clock = clock;
    this.launcher =
        new SessionLauncher(
            sessions,
            preparer,
            owner,
            background,
            clock,
            sleeper,
            new SessionLauncher.Arrivals() {
              @Override
              public void ready(PooledSession session, Instant readyAt, Duration took) {
                offer(session, readyAt, took);
              }

              @Override
              public void failed(PooledSession session, ExecutorException failure) {
                SessionPool.this.failed(session, failure);
              }
            });
    this.metrics = metrics;
    for (State state : State.values()) {
      metrics.gauge(
          "tidemill.sessions",
          List.of(Tag.of("state", state.name())),
          this,
          pool -> pool.count(state));
    }
  }

  /** Calls {@code listener} whenever a session comes, goes or changes hands. */
  public void onChange(Runnable listener) {
    onChange = listener;
  }

  /**
   * Takes a session of the spec, waiting for one if need be.
   *
   * @param task who takes it, for people
   * @param expected learned duration of the task; zero where unknown
   * @param patience asked while waiting; throws when the task need not wait any longer
   * @throws ExecutorException {@code PROVISIONING_TIMEOUT}, {@code QUOTA} or why none can be had
   */
  public SessionLease lease(SessionSpec spec, String task, Duration expected, Runnable patience) {
    Instant started = clock.instant();
    String digest = spec.digest();
    lock.lock();
    try {
      specs.put(digest, spec);
      waiting.merge(digest, 1, Integer::sum);
      while (true) {
        patience.run();
        Optional<PooledSession> taken = takeIdle(digest, task, expected);
        if (taken.isPresent()) {
          if (healthy(spec, taken.get())) {
            onChange.run();
            return new SessionLease(this, taken.get(), spec.region());
          }
          continue;
        }
        failIfHopeless(spec, digest, started);
        scale(spec, digest, expected, "demand");
        changed.await(WAIT_STEP.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ExecutorException(
          ErrorCode.INTERNAL,
          "Expected to wait for a session for " + task + ", but the wait was interrupted",
          null,
          e);
    } finally {
      waiting.merge(digest, -1, Integer::sum);
      lock.unlock();
    }
  }

  /**
   * Sees to it that {@code count} sessions of the spec are there or coming: a window has opened,
   * tasks will follow.
   */
  public void warm(SessionSpec spec, int count) {
    lock.lock();
    try {
      specs.put(spec.digest(), spec);
      long there =
          ofSpec(spec.digest()).stream().filter(session -> session.state != State.RETIRED).count();
      for (long n = there; n < count && room() > 0; n++) {
        provision(spec, "warm-up");
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Something has landed: every spec that was used keeps one session ready, so that the cold start
   * hides in the wait.
   */
  public void warmKnown() {
    specs.values().forEach(spec -> warm(spec, Math.max(1, properties.min())));
  }

  /**
   * Takes over the sessions that an earlier incarnation of this executor left. They become idle
   * once they have been prepared again, which waits for whatever statement may still run on them.
   */
  public void adopt(String region) {
    for (SessionStatus status : sessions.list(region, owner.tags())) {
      Optional<String> digest = owner.specOf(status.id());
      if (digest.isEmpty()) {
        continue;
      }
      PooledSession session =
          new PooledSession(
              status.id(),
              digest.get(),
              null,
              "adopted",
              status.workers() + " x " + status.workerType(),
              WorkerTypes.dpus(status.workerType(), status.workers()),
              status.createdOn() == null ? clock.instant() : status.createdOn());
      lock.lock();
      try {
        if (all.putIfAbsent(status.id(), session) != null) {
          continue;
        }
      } finally {
        lock.unlock();
      }
      log.info("Adopting session {} ({})", status.id(), status.state());
      launcher.takeOver(session, region, properties.provisioningTimeout());
    }
  }

  /** Stops sessions that bear our fleet's tag and whose executor is gone. Returns their ids. */
  public List<String> reap(String region, Predicate<String> executorIsGone) {
    List<String> stopped = new ArrayList<>();
    for (SessionStatus status :
        sessions.list(region, Map.of(SessionOwner.FLEET_TAG, owner.fleet()))) {
      if (isOurs(status.id()) || !executorIsGone.test(status.id())) {
        continue;
      }
      log.warn("Stopping orphaned session {}: its executor is gone", status.id());
      sessions.stop(region, status.id());
      stopped.add(status.id());
    }
    metrics.counter("tidemill.sessions.reaped").increment(stopped.size());
    return stopped;
  }

  /**
   * Releases sessions that have been idle too long and keeps the minimum warm. Called every few
   * seconds.
   */
  public void maintain() {
    List<PooledSession> released = new ArrayList<>();
    lock.lock();
    try {
      Instant now = clock.instant();
      for (SessionSpec spec : List.copyOf(specs.values())) {
        List<PooledSession> idle =
            ofSpec(spec.digest()).stream().filter(session -> session.state == State.IDLE).toList();
        int live = ofSpec(spec.digest()).size();
        for (PooledSession session : idle) {
          if (live > properties.min() && releasable(session, now)) {
            retire(session);
            released.add(session);
            live--;
          }
        }
      }
      // An adopted session whose spec nobody asks for any more.
      all.values().stream()
          .filter(session -> session.state == State.IDLE && !specs.containsKey(session.specDigest))
          .filter(session -> releasable(session, now))
          .forEach(released::add);
      released.forEach(this::retire);
    } finally {
      lock.unlock();
    }
    released.forEach(session -> stop(session, "idle"));
    List.copyOf(specs.values()).forEach(spec -> warm(spec, properties.min()));
  }

  /** The sessions as they are, for the heartbeat and the console. */
  public List<SessionSnapshot> snapshot() {
    lock.lock();
    try {
      Instant now = clock.instant();
      return all.values().stream()
          .map(
              session ->
                  new SessionSnapshot(
                      session.id,
                      session.specDigest,
                      switch (session.state) {
                        case PROVISIONING -> "PROVISIONING";
                        case IDLE -> "READY";
                        case LEASED -> "LEASED";
                        case RETIRED -> "STOPPING";
                      },
                      session.reason,
                      session.workers,
                      session.createdAt,
                      session.idleSince,
                      session.statements,
                      session.dpuSeconds(now),
                      session.idleDpuSeconds(now),
                      session.task))
          .toList();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends the pool: idle sessions are stopped or kept as configured; ones on which a statement still
   * runs are kept.
   */
  @Override
  public void close() {
    List<PooledSession> idle;
    lock.lock();
    try {
      closed = true;
      idle =
          properties.onShutdown() == PoolProperties.OnShutdown.KEEP
              ? List.of()
              : all.values().stream()
                  .filter(
                      session -> session.state == State.IDLE || session.state == State.PROVISIONING)
                  .toList();
      idle.forEach(this::retire);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    idle.forEach(session -> stop(session, "shutdown"));
  }

  void ran(PooledSession session, Duration elapsed) {
    lock.lock();
    try {
      session.statements++;
      session.busy = session.busy.plus(elapsed);
    } finally {
      lock.unlock();
    }
    metrics
        .counter("tidemill.dpu.seconds", "use", "statement")
        .increment(session.dpus * elapsed.toMillis() / 1000.0);
  }

  void giveBack(PooledSession session, SessionLease.Condition condition) {
    boolean stop = false;
    lock.lock();
    try {
      session.errorsInARow =
          condition == SessionLease.Condition.GOOD ? 0 : session.errorsInARow + 1;
      switch (condition) {
        case GOOD, SUSPECT -> {
          if (closed || session.errorsInARow >= properties.maxErrors()) {
            retire(session);
            stop = !closed || properties.onShutdown() == PoolProperties.OnShutdown.STOP;
          } else {
            session.idle(clock.instant());
          }
        }
        case LOST -> retire(session);
        case LEFT_RUNNING -> all.remove(session.id);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (stop) {
      stop(session, closed ? "shutdown" : "errors");
    }
    onChange.run();
  }

  private Optional<PooledSession> takeIdle(String digest, String task, Duration expected) {
    Optional<PooledSession> freshest =
        ofSpec(digest).stream()
            .filter(session -> session.state == State.IDLE)
            .max(Comparator.comparing(session -> Objects.requireNonNull(session.idleSince)));
    freshest.ifPresent(session -> session.leased(task, expected, clock.instant()));
    return freshest;
  }

  /**
   * A session that was idle for long may have been ended by Glue; asking costs one call, a failed
   * task costs more.
   */
  private boolean healthy(SessionSpec spec, PooledSession session) {
    if (Duration.between(session.lastIdle, clock.instant()).compareTo(properties.healthCheckAfter())
        < 0) {
      return true;
    }
    lock.unlock();
    boolean ready;
    try {
      ready =
          sessions
                  .find(spec.region(), session.id)
                  .map(SessionStatus::state)
                  .orElse(SessionState.STOPPED)
              == SessionState.READY;
    } finally {
      lock.lock();
    }
    if (!ready) {
      log.info("Session {} has ended; taking another", session.id);
      retire(session);
    }
    return ready;
  }

  private void failIfHopeless(SessionSpec spec, String digest, Instant started) {
    if (closed) {
      throw new ExecutorException(
          ErrorCode.SESSION_LOST, "Expected to take a session, but this executor is shutting down");
    }
    boolean some = ofSpec(digest).stream().anyMatch(session -> session.state != State.RETIRED);
    Failure failure = failures.get(digest);
    if (failure != null && !some && !failure.at().isBefore(started)) {
      throw failure.cause();
    }
    if (clock.instant().isAfter(started.plus(spec.provisioningTimeout()))
        && !ofSpec(digest).stream().anyMatch(session -> session.state == State.LEASED)) {
      throw new ExecutorException(
          ErrorCode.PROVISIONING_TIMEOUT,
          "Expected a Glue session of %s within %d s, but none is ready; %d of at most %d sessions exist"
              .formatted(
                  spec.workersText(), spec.provisioningTimeout().toSeconds(), all.size(), max));
    }
  }

  private void scale(SessionSpec spec, String digest, Duration expected, String reason) {
    List<PooledSession> mine = ofSpec(digest);
    Instant now = clock.instant();
    int coming = (int) mine.stream().filter(session -> session.state == State.PROVISIONING).count();
    List<Duration> busyFor =
        mine.stream()
            .filter(session -> session.state == State.LEASED)
            .map(session -> session.remaining(now))
            .toList();
    int wanted = waiting.getOrDefault(digest, 0);
    int create =
        ScalePolicy.toCreate(
            wanted, coming, busyFor, expected, provisioningTime, Math.max(room(), 0));
    for (int n = 0; n < create; n++) {
      provision(spec, reason);
    }
    if (create == 0 && coming == 0 && busyFor.isEmpty() && room() <= 0) {
      makeRoom(digest);
    }
  }

  /** The limit is reached by sessions of other specs: the one that has been idle longest goes. */
  private void makeRoom(String digest) {
    all.values().stream()
        .filter(session -> session.state == State.IDLE && !session.specDigest.equals(digest))
        .min(Comparator.comparing(session -> Objects.requireNonNull(session.idleSince)))
        .ifPresent(
            session -> {
              retire(session);
              background.execute(() -> stop(session, "room"));
            });
  }

  private void provision(SessionSpec spec, String reason) {
    PooledSession session =
        new PooledSession(owner.newId(spec, clock), spec, reason, clock.instant());
    all.put(session.id, session);
    launcher.launch(session, spec);
    onChange.run();
  }

  private void offer(PooledSession session, Instant readyAt, Duration took) {
    boolean unwanted;
    lock.lock();
    try {
      unwanted = closed || session.state == State.RETIRED;
      if (!unwanted) {
        session.readyAt = readyAt;
        session.idle(clock.instant());
        if (!session.reason.equals("adopted")) {
          provisioningTime = provisioningTime.plus(took).dividedBy(2);
        }
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
    if (unwanted) {
      stop(session, "shutdown");
      return;
    }
    log.info("Session {} ({}) is ready after {} ms", session.id, session.workers, took.toMillis());
    metrics.timer("tidemill.sessions.provisioning").record(took);
    onChange.run();
  }

  private void failed(PooledSession session, ExecutorException failure) {
    log.warn("Session {} could not be had: {}", session.id, failure.getMessage());
    metrics.counter("tidemill.sessions.failed", "code", failure.code().name()).increment();
    lock.lock();
    try {
      all.remove(session.id);
      failures.put(session.specDigest, new Failure(clock.instant(), failure));
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    onChange.run();
  }

  /** Takes the session out of the pool's hands; the caller stops it in Glue, outside the lock. */
  private void retire(PooledSession session) {
    Instant now = clock.instant();
    if (session.state != State.RETIRED) {
      metrics.counter("tidemill.dpu.seconds", "use", "idle").increment(session.idleDpuSeconds(now));
    }
    session.state = State.RETIRED;
    all.remove(session.id);
  }

  private void stop(PooledSession session, String why) {
    SessionSpec spec = session.spec == null ? specs.get(session.specDigest) : session.spec;
    launcher.stop(session, spec == null ? "" : spec.region(), why);
    onChange.run();
  }

  private boolean releasable(PooledSession session, Instant now) {
    Instant idleSince = Objects.requireNonNull(session.idleSince);
    Instant paidFrom = session.readyAt == null ? session.createdAt : session.readyAt;
    return Duration.between(idleSince, now).compareTo(properties.idleRelease()) >= 0
        && Duration.between(paidFrom, now).compareTo(properties.billingFloor()) >= 0;
  }

  private boolean isOurs(String id) {
    lock.lock();
    try {
      return all.containsKey(id) || owner.specOf(id).isPresent();
    } finally {
      lock.unlock();
    }
  }

  private int room() {
    return max - all.size();
  }

  private List<PooledSession> ofSpec(String digest) {
    return all.values().stream().filter(session -> session.specDigest.equals(digest)).toList();
  }

  private double count(@Nullable State state) {
    lock.lock();
    try {
      return all.values().stream().filter(session -> session.state == state).count();
    } finally {
      lock.unlock();
    }
  }
}
