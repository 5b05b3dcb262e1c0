package io.tidemill.executor.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScalePolicyTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void createsOneForTheFirstTask() {
    assertThat(create(1, 0, List.of(), Duration.ZERO, 4)).isEqualTo(1);
  }

  @Test
  void doesNotCreateWhatIsAlreadyComing() {
    assertThat(create(2, 2, List.of(), Duration.ZERO, 4)).isZero();
  }

  @Test
  void waitsForABusySessionThatIsFreeBeforeANewOneCouldBe() {
    assertThat(create(1, 0, List.of(Duration.ofSeconds(5)), Duration.ofSeconds(2), 4)).isZero();
  }

  @Test
  void createsWhenTheBusyOneTakesLongerThanProvisioning() {
    assertThat(create(1, 0, List.of(Duration.ofMinutes(10)), MINUTE, 4)).isEqualTo(1);
  }

  @Test
  void createsOnlyForThoseWhoWouldWaitLongerThanProvisioning() {
    int created = create(6, 0, List.of(Duration.ofSeconds(10)), Duration.ofSeconds(20), 10);

    assertThat(created).isEqualTo(4);
  }

  @Test
  void createsWhenNobodyKnowsHowLongTheBusyOnesTake() {
    assertThat(create(2, 0, List.of(Duration.ZERO), Duration.ZERO, 4)).isEqualTo(2);
  }

  @Test
  void neverExceedsItsRoom() {
    assertThat(create(9, 0, List.of(), Duration.ZERO, 3)).isEqualTo(3);
    assertThat(create(9, 0, List.of(), Duration.ZERO, 0)).isZero();
  }

  private static int create(
      int waiting, int coming, List<Duration> busy, Duration expected, int room) {
    return ScalePolicy.toCreate(waiting, coming, busy, expected, Duration.ofSeconds(30), room);
  }
}
