package io.tidemill.executor.session;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One session of the pool with its account. Guarded by the pool's lock. */
final class PooledSession {

  /** Where it stands in the pool. */
  enum State {
    PROVISIONING,
    IDLE,
    LEASED,
    RETIRED
  }

  final String id;
  final String specDigest;
  @Nullable final SessionSpec spec;
  final String reason;
  final String workers;
  final double dpus;
  final Instant createdAt;

  State state = State.PROVISIONING;
  @Nullable Instant readyAt;
  @Nullable Instant idleSince;
  Instant lastIdle = Instant.MAX;
  @Nullable Instant leasedAt;
  @Nullable String task;
  Duration expected = Duration.ZERO;
  Duration busy = Duration.ZERO;
  long statements;
  int errorsInARow;

  PooledSession(String id, SessionSpec spec, String reason, Instant createdAt) {
    this(id, spec.digest(), spec, reason, spec.workersText(), spec.dpus(), createdAt);
  }

  PooledSession(
      String id,
      String specDigest,
      @Nullable SessionSpec spec,
      String reason,
      String workers,
      double dpus,
      Instant createdAt) {
    this.id = id;
    this.specDigest = specDigest;
    this.spec = spec;
    this.reason = reason;
    this.workers = workers;
    this.dpus = dpus;
    this.createdAt = createdAt;
  }

  void idle(Instant now) {
    state = State.IDLE;
    idleSince = now;
    leasedAt = null;
    task = null;
    expected = Duration.ZERO;
    if (readyAt == null) {
      readyAt = now;
    }
  }

  void leased(String forTask, Duration expectedDuration, Instant now) {
    state = State.LEASED;
    if (idleSince != null) {
      lastIdle = idleSince;
    }
    idleSince = null;
    leasedAt = now;
    task = forTask;
    expected = expectedDuration;
  }

  /**
   * What is left of the current task by its learned duration; zero when that is not known or over.
   */
  Duration remaining(Instant now) {
    if (leasedAt == null || expected.isZero()) {
      return Duration.ZERO;
    }
    Duration left = expected.minus(Duration.between(leasedAt, now));
    return left.isNegative() ? Duration.ZERO : left;
  }

  double dpuSeconds(Instant now) {
    return readyAt == null ? 0 : dpus * seconds(Duration.between(readyAt, now));
  }

  double idleDpuSeconds(Instant now) {
    return Math.max(0, dpuSeconds(now) - dpus * seconds(busy));
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
