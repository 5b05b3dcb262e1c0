package io.tidemill.catalog.permission;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Waits between tries: doubling, with full jitter, so that instances that failed together do not
 * come back together.
 *
 * @param tries tries in all, the first included
 * @param first longest wait after the first try
 * @param longest longest wait after any
 */
public record Backoff(int tries, Duration first, Duration longest) {

  public Backoff {
    if (tries < 1) {
      throw new IllegalArgumentException("Expected at least 1 try, but got " + tries);
    }
  }

  /** How long to wait after try number {@code attempt}, counted from 1. */
  public Duration after(int attempt, RandomGenerator random) {
    long ceiling = Math.min(longest.toMillis(), first.toMillis() << Math.min(attempt - 1, 20));
    return Duration.ofMillis(ceiling <= 0 ? 0 : random.nextLong(ceiling + 1));
  }
}
