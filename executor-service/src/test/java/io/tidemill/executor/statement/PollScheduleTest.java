package io.tidemill.executor.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PollScheduleTest {
  private final PollSchedule schedule = PollSchedule.DEFAULT;

  @Test
  void looksAtAShortStatementWithinTensOfMilliseconds() {
    assertThat(schedule.next(Duration.ZERO, Duration.ZERO)).isLessThan(Duration.ofMillis(100));
  }

  @Test
  void aMinuteLongStatementCostsFewCalls() {
    assertThat(looks(Duration.ofMinutes(1), Duration.ZERO)).isLessThan(45);
    assertThat(looks(Duration.ofSeconds(5), Duration.ZERO)).isLessThan(20);
  }

  @Test
  void aLearnedDurationSavesLooks() {
    assertThat(looks(Duration.ofSeconds(5), Duration.ofSeconds(5)))
        .isLessThan(looks(Duration.ofSeconds(5), Duration.ZERO));
  }

  @Test
  void neverWaitsLongerThanItsLimit() {
    assertThat(schedule.next(Duration.ofHours(1), Duration.ofHours(5)))
        .isEqualTo(schedule.longest());
  }

  private int looks(Duration takes, Duration expected) {
    int looks = 0;
    Duration elapsed = Duration.ZERO;
    while (elapsed.compareTo(takes) < 0) {
      elapsed = elapsed.plus(schedule.next(elapsed, expected));
      looks++;
    }
    return looks;
  }
}
