package io.tidemill.orchestration.dispatch;

import io.tidemill.orchestration.dag.DagNode;
import io.tidemill.orchestration.id.ExecutorId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An executor as last heard of.
 *
 * @param incarnation its start; a later one replaces an earlier
 * @param leased how many tasks it has, by session spec
 */
public record ExecutorRow(
    ExecutorId id,
    long incarnation,
    Availability availability,
    List<SlotOffer> offers,
    Map<String, Integer> leased,
    Instant lastSeen) {

  /** Whether it takes tasks. */
  public enum Availability {
    TAKING,
    DRAINING
  }

  public ExecutorRow {
    offers = List.copyOf(offers);
    leased = Map.copyOf(leased);
  }

  /**
   * How many more tasks of a session spec it can take. Tasks fill the slots of their own spec first
   * and then those for any spec; a task without a spec of its own fits anywhere.
   */
  public int freeFor(String sessionSpec) {
    if (availability == Availability.DRAINING) {
      return 0;
    }
    int free = totalFree();
    return sessionSpec.equals(DagNode.ANY_SESSION)
        ? free
        : Math.min(free, ownFree(sessionSpec) + anyFree());
  }

  /** How many more tasks it can take, whatever their spec. */
  public int totalFree() {
    if (availability == Availability.DRAINING) {
      return 0;
    }
    int slots = offers.stream().mapToInt(SlotOffer::total).sum();
    return Math.max(0, slots - leasedInAll());
  }

  public int leasedInAll() {
    return leased.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** This executor with one task more (+1) or less (-1) of a session spec. */
  public ExecutorRow leasing(String sessionSpec, int change) {
    Map<String, Integer> next = new HashMap<>(leased);
    next.merge(sessionSpec, change, Integer::sum);
    next.values().removeIf(count -> count <= 0);
    return new ExecutorRow(id, incarnation, availability, offers, next, lastSeen);
  }

  private int ownFree(String sessionSpec) {
    return Math.max(0, offered(sessionSpec) - leased.getOrDefault(sessionSpec, 0));
  }

  private int anyFree() {
    int overflow = 0;
    for (Map.Entry<String, Integer> entry : leased.entrySet()) {
      int own = entry.getKey().equals(DagNode.ANY_SESSION) ? 0 : offered(entry.getKey());
      overflow += Math.max(0, entry.getValue() - own);
    }
    return Math.max(0, offered(DagNode.ANY_SESSION) - overflow);
  }

  private int offered(String sessionSpec) {
    return offers.stream()
        .filter(offer -> offer.sessionSpec().equals(sessionSpec))
        .mapToInt(SlotOffer::total)
        .sum();
  }
}
