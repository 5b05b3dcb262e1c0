package io.tidemill.orchestration.dispatch;

import java.time.Duration;

/** How long a node takes: an average in which recent runs weigh most. */
public record LearnedDuration(long millis) {

  private static final double WEIGHT_OF_NEWEST = 0.3;

  public static LearnedDuration first(Duration taken) {
    return new LearnedDuration(taken.toMillis());
  }

  public LearnedDuration with(Duration taken) {
    double average = millis + WEIGHT_OF_NEWEST * (taken.toMillis() - millis);
    return new LearnedDuration(Math.round(average));
  }
}
