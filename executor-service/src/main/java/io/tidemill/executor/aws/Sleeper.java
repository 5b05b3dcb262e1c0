package io.tidemill.executor.aws;

import java.time.Duration;

/** Waits; a test waits by turning its clock. */
@FunctionalInterface
public interface Sleeper {
  /** The thread sleeps. */
  Sleeper SYSTEM = duration -> Thread.sleep(duration.toMillis());

  void sleep(Duration duration) throws InterruptedException;
}
