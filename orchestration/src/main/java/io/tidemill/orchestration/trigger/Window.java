package io.tidemill.orchestration.trigger;

import io.tidemill.orchestration.dag.Partitions;
import io.tidemill.orchestration.id.EnvironmentId;
import io.tidemill.orchestration.id.EventId;
import io.tidemill.orchestration.id.NodeId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Landings that wait to become one run. The first trigger leads: the others are merged into it, and
 * it is the one that ends up in the run.
 *
 * @param triggers ids of the triggers in it, at most {@link #MOST_TRIGGERS}
 * @param waitingFor the reason last written to the ledger
 */
public record Window(
    EnvironmentId environment,
    String name,
    Trigger leader,
    Set<NodeId> origins,
    Match.Reach reach,
    Partitions partitions,
    CoalescingPolicy coalescing,
    List<EventId> triggers,
    int count,
    Completeness completeness,
    Instant openedAt,
    Instant lastAt,
    String waitingFor) {

  /** How many trigger ids a window, and the run made of it, names. */
  public static final int MOST_TRIGGERS = 100;

  /** Whether the marker file has been seen. */
  public enum Completeness {
    OPEN,
    MARKED
  }

  public Window {
    origins = Set.copyOf(origins);
    triggers = List.copyOf(triggers);
  }

  public static Window open(EnvironmentId environment, Trigger trigger, Match match, Instant now) {
    return new Window(
        environment,
        match.window(),
        trigger,
        match.origins(),
        match.reach(),
        match.partitions(),
        match.coalescing(),
        List.of(trigger.id()),
        1,
        completeness(Completeness.OPEN, trigger, match),
        now,
        now,
        "");
  }

  /** This window with one more trigger; the newest declaration of how to coalesce holds. */
  public Window with(Trigger trigger, Match match, Instant now) {
    List<EventId> ids = new ArrayList<>(triggers);
    if (ids.size() < MOST_TRIGGERS) {
      ids.add(trigger.id());
    }
    Set<NodeId> all = new HashSet<>(origins);
    all.addAll(match.origins());
    return new Window(
        environment,
        name,
        leader,
        all,
        match.reach(),
        partitions.union(match.partitions()),
        match.coalescing(),
        ids,
        count + 1,
        completeness(completeness, trigger, match),
        openedAt,
        now,
        waitingFor);
  }

  public Window waitingFor(String reason) {
    return new Window(
        environment,
        name,
        leader,
        origins,
        reach,
        partitions,
        coalescing,
        triggers,
        count,
        completeness,
        openedAt,
        lastAt,
        reason);
  }

  /** When the longest wait is over. */
  public Instant deadline() {
    return openedAt.plus(coalescing.maxWait());
  }

  /** When it is ripe if nothing more lands. */
  public Instant ripeAt() {
    if (completeness == Completeness.MARKED) {
      return lastAt;
    }
    if (coalescing.marker() != null || count < coalescing.minFiles()) {
      return deadline();
    }
    Instant quiet = lastAt.plus(coalescing.quietPeriod());
    return quiet.isBefore(deadline()) ? quiet : deadline();
  }

  public boolean isRipe(Instant now) {
    return !now.isBefore(ripeAt());
  }

  private static Completeness completeness(Completeness before, Trigger trigger, Match match) {
    return match.coalescing().isMarker(trigger.subject()) ? Completeness.MARKED : before;
  }
}
