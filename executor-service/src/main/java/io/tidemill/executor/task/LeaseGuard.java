package io.tidemill.executor.task;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Knows whether our leases can still be ours: the planner gives tasks to others when it has not
 * heard of us for the lease time-out. Whoever was cut off for so long must not begin anything under
 * an old lease, even when the connection is back. Thread-safe.
 */
final class LeaseGuard {
  private final Duration leaseTimeout;
  private final Clock clock;
  private Instant heard;
  private long period;

  LeaseGuard(Duration leaseTimeout, Clock clock) {
    this.leaseTimeout = leaseTimeout;
    this.clock = clock;
    this.heard = clock.instant();
  }

  /** A heartbeat that was sent at {@code sentAt} has reached the log. */
  synchronized void heard(Instant sentAt) {
    if (lapsed(sentAt)) {
      period++;
    }
    if (sentAt.isAfter(heard)) {
      heard = sentAt;
    }
  }

  /** The unbroken period we are in; a lease holds as long as its period does. */
  synchronized long period() {
    return period;
  }

  /** Whether a lease that was taken in {@code takenIn} surely still holds. */
  synchronized boolean holds(long takenIn) {
    return takenIn == period && !lapsed(clock.instant());
  }

  private boolean lapsed(Instant now) {
    return Duration.between(heard, now).compareTo(leaseTimeout) >= 0;
  }
}
