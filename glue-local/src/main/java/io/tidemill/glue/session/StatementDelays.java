package io.tidemill.glue.session;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Holds back the next few statements of any session, for tests of clients that must wait. */
public final class StatementDelays {
  private static final long CHECK_MILLIS = 20;

  private Duration delay = Duration.ZERO;
  private int times;

  public synchronized void set(Duration newDelay, int newTimes) {
    delay = newDelay;
    times = newTimes;
  }

  /** Waits as long as the statement must; false if it must end before it has begun. */
  boolean awaitTurn(BooleanSupplier mustEnd) throws InterruptedException {
    long deadline = System.nanoTime() + take().toNanos();
    while (System.nanoTime() < deadline) {
      if (mustEnd.getAsBoolean()) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(CHECK_MILLIS);
    }
    return !mustEnd.getAsBoolean();
  }

  private synchronized Duration take() {
    if (times == 0) {
      return Duration.ZERO;
    }
    times--;
    return delay;
  }
}
