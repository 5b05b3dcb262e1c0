package io.tidemill.catalog.permission;

import java.time.Duration;

/** Waiting, so that tests need not. */
@FunctionalInterface
public interface Pause {
  void sleep(Duration duration) throws InterruptedException;

  /** Waits for real. */
  static Pause real() {
    return duration -> Thread.sleep(duration.toMillis());
  }
}
