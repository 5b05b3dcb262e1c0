package io.tidemill.catalog.completion;

import java.time.Duration;

/** When an unfinished completion is tried again: soon, then ever less often, and never given up. */
record RetrySchedule(Duration first, Duration longest) {
  private static final int MOST_DOUBLINGS = 20;

  Duration after(int tries) {
    long millis = first.toMillis() << Math.min(tries - 1, MOST_DOUBLINGS);
    return Duration.ofMillis(Math.min(millis, longest.toMillis()));
  }
}
