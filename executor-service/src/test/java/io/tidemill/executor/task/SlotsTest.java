package io.tidemill.executor.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemill.event.ModelReady;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SlotsTest {
  private final Slots slots = new Slots(2);

  @Test
  void takesNoMoreThanItHasSlots() {
    assertThat(slots.admit(task("a", 1))).isEqualTo(Slots.Admission.TAKEN);
    assertThat(slots.admit(task("b", 1))).isEqualTo(Slots.Admission.TAKEN);
    assertThat(slots.admit(task("c", 1))).isEqualTo(Slots.Admission.REFUSED);
    assertThat(slots.free()).isZero();
  }

  @Test
  void ignoresAnEpochThatIsNotNewer() {
    Task task = task("a", 3);
    slots.admit(task);
    slots.release(task);

    assertThat(slots.admit(task("a", 3))).isEqualTo(Slots.Admission.STALE);
    assertThat(slots.admit(task("a", 2))).isEqualTo(Slots.Admission.STALE);
    assertThat(slots.admit(task("a", 4))).isEqualTo(Slots.Admission.TAKEN);
  }

  @Test
  void aNewerDispatchOfAHeldTaskTakesItsSlot() {
    Task old = task("a", 1);
    slots.admit(old);
    slots.admit(task("b", 1));
    Task newer = task("a", 2);

    assertThat(slots.admit(newer)).isEqualTo(Slots.Admission.TAKEN);
    slots.release(old);

    assertThat(slots.held()).contains(newer);
  }

  @Test
  void takesNothingWhileDraining() throws InterruptedException {
    slots.drain();

    assertThat(slots.admit(task("a", 1))).isEqualTo(Slots.Admission.REFUSED);
    assertThat(slots.awaitEmpty(1)).isTrue();
  }

  static Task task(String node, long epoch) {
    return Task.of(ready(node, epoch), 0);
  }

  private static ModelReady ready(String node, long epoch) {
    return ModelReady.newBuilder()
        .setEnvironment("env")
        .setRunId("run")
        .setNodeId(node)
        .setResourceType("model")
        .setAttempt(1)
        .setEpoch(epoch)
        .setExecutorId("e")
        .setIncarnation(1)
        .setProjectDigest("d")
        .setVerb("run")
        .setInvocationId("i")
        .setRunStartedAt(Instant.EPOCH)
        .setReadyAt(Instant.EPOCH)
        .build();
  }
}
