package io.tidemill.executor.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemill.executor.session.TurnableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LeaseGuardTest {
  private final TurnableClock clock = new TurnableClock();
  private final LeaseGuard guard = new LeaseGuard(Duration.ofSeconds(10), clock);

  @Test
  void aLeaseHoldsWhileHeartbeatsArrive() {
    long period = guard.period();
    for (int i = 0; i < 10; i++) {
      clock.turn(Duration.ofSeconds(2));
      guard.heard(clock.instant());
    }

    assertThat(guard.holds(period)).isTrue();
  }

  @Test
  void aLeaseEndsWithTheSilence() {
    clock.turn(Duration.ofSeconds(10));

    assertThat(guard.holds(guard.period())).isFalse();
  }

  @Test
  void aLeaseFromBeforeASilenceDoesNotComeBackWithTheConnection() {
    long before = guard.period();
    clock.turn(Duration.ofSeconds(11));
    guard.heard(clock.instant());

    assertThat(guard.holds(before)).isFalse();
    assertThat(guard.holds(guard.period())).isTrue();
  }
}
