package io.tidemill.orchestration.simulation;

import io.tidemill.orchestration.dispatch.SlotOffer;
import io.tidemill.orchestration.event.Effect.EmitModelReady;
import io.tidemill.orchestration.event.Input;
import io.tidemill.orchestration.event.Input.ExecutorHeartbeat.Presence;
import io.tidemill.orchestration.id.ExecutorId;
import io.tidemill.orchestration.id.Lease;
import io.tidemill.orchestration.run.Completion;
import io.tidemill.orchestration.run.ErrorClass;
import io.tidemill.orchestration.run.Journal;
import io.tidemill.orchestration.run.TaskResult;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * An executor that does everything a real one may: crash, hang and come back as a zombie, drain,
 * hand back, forget a task, report late and twice.
 */
final class SimulatedExecutor {

  private static final int SLOTS = 3;

  private final ExecutorId id;
  private final World world;
  private final Random random;
  private final Set<Lease> held = new LinkedHashSet<>();
  private long incarnation = 1;
  private boolean up = true;
  private boolean mute;
  private boolean draining;

  SimulatedExecutor(String name, World world, Random random) {
    this.id = new ExecutorId(name);
    this.world = world;
    this.random = random;
  }

  void beat() {
    if (up && !mute) {
      Presence presence = draining ? Presence.DRAINING : Presence.TAKING;
      world.deliver(heartbeat(presence), 5 + random.nextInt(200));
    }
    world.later(2_000, this::beat);
  }

  /** Something goes wrong, at a calm time nothing does. */
  void misbehave() {
    if (!world.isCalm()) {
      switch (random.nextInt(6)) {
        case 0 -> crash();
        case 1 -> hang();
        case 2 -> drain();
        case 3 -> held.stream().findFirst().ifPresent(this::handBack);
        case 4 -> held.stream().findFirst().ifPresent(held::remove);
        default -> {
          // A quiet moment.
        }
      }
      world.later(4_000 + random.nextInt(20_000), this::misbehave);
    }
  }

  void take(EmitModelReady ready) {
    boolean mine =
        id.equals(ready.task().executor()) && ready.task().incarnation() == incarnation && up;
    Lease lease = ready.task().lease();
    if (mine && held.add(lease)) {
      long started = incarnation;
      world.later(1 + random.nextInt(50), () -> start(lease, started));
    }
  }

  void cancel(String run) {
    for (Lease lease : List.copyOf(held)) {
      if (lease.task().run().value().equals(run) && random.nextInt(4) > 0) {
        finish(lease, incarnation, result(Completion.CANCELLED, null, Instant.EPOCH));
      }
    }
  }

  private void start(Lease lease, long started) {
    if (!runs(lease, started)) {
      return;
    }
    Instant at = world.now();
    if (random.nextInt(8) > 0) {
      tell(new Input.TaskStarted(lease, "session-1", at));
    }
    Journal intent = new Journal(lease.attempt(), lease.epoch(), "session-1", null, "hash");
    tell(new Input.TaskJournaled(lease, intent));
    world.later(10 + random.nextInt(8_000), () -> finish(lease, started, randomResult(at)));
  }

  private TaskResult randomResult(Instant startedAt) {
    int dice = random.nextInt(100);
    if (world.isCalm() || dice < 72) {
      return result(Completion.SUCCESS, null, startedAt);
    } else if (dice < 78) {
      return result(Completion.WARN, null, startedAt);
    } else if (dice < 81) {
      return result(Completion.FAIL, null, startedAt);
    } else if (dice < 85) {
      return result(Completion.ERROR, ErrorClass.USER, startedAt);
    } else if (dice < 93) {
      return result(Completion.ERROR, ErrorClass.PLATFORM, startedAt);
    } else if (dice < 95) {
      return result(Completion.UNKNOWN, ErrorClass.PLATFORM, startedAt);
    }
    return result(dice < 97 ? Completion.SKIPPED : Completion.CANCELLED, null, startedAt);
  }

  private TaskResult result(Completion completion, ErrorClass blame, Instant startedAt) {
    return new TaskResult(
        completion, blame, null, "", null, null, 1, 1, 0, "s", startedAt, null, world.now());
  }

  private void finish(Lease lease, long started, TaskResult result) {
    if (runs(lease, started)) {
      held.remove(lease);
      tell(new Input.TaskCompleted(lease, result));
    }
  }

  private void handBack(Lease lease) {
    held.remove(lease);
    tell(new Input.TaskHandedBack(lease, "no session"));
  }

  private boolean runs(Lease lease, long started) {
    return up && started == incarnation && held.contains(lease);
  }

  private void crash() {
    up = false;
    held.clear();
    world.later(
        500 + random.nextInt(25_000),
        () -> {
          up = true;
          incarnation++;
        });
  }

  /** Goes on working, but nobody hears of it; what it has to say arrives when the hang is over. */
  private void hang() {
    mute = true;
    world.later(5_000 + random.nextInt(20_000), () -> mute = false);
  }

  private void drain() {
    draining = true;
    world.later(
        3_000 + random.nextInt(5_000),
        () -> {
          List.copyOf(held).forEach(this::handBack);
          world.deliver(heartbeat(Presence.LEAVING), 300);
          world.later(
              5_000,
              () -> {
                draining = false;
                incarnation++;
              });
        });
  }

  private void tell(Input input) {
    long delay = 1 + random.nextInt(60) + (mute ? 12_000 : 0);
    world.deliver(input, delay);
    if (random.nextInt(12) == 0) {
      world.deliver(input, delay + random.nextInt(15_000));
    }
  }

  private Input.ExecutorHeartbeat heartbeat(Presence presence) {
    return new Input.ExecutorHeartbeat(
        id, incarnation, presence, List.of(new SlotOffer("*", SLOTS)), held);
  }
}
