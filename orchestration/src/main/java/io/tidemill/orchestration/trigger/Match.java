package io.tidemill.orchestration.trigger;

import io.tidemill.orchestration.dag.Partitions;
import io.tidemill.orchestration.id.NodeId;
import java.util.Set;

/**
 * What a trigger means to a project.
 *
 * @param window name under which triggers of its kind coalesce: the source's unique id, or the
 *     schedule's name
 * @param origins the nodes it is about
 * @param partitions the partitions that changed
 */
public record Match(
    String window,
    Set<NodeId> origins,
    Reach reach,
    Partitions partitions,
    CoalescingPolicy coalescing) {

  /** Which nodes are to be refreshed. */
  public enum Reach {
    /** Everything that depends on the origins. */
    DOWNSTREAM,
    /** The origins themselves. */
    EXACTLY
  }

  public Match {
    origins = Set.copyOf(origins);
  }

  /** A landing in a source. */
  public static Match landing(NodeId source, Partitions partitions, CoalescingPolicy coalescing) {
    return new Match(source.value(), Set.of(source), Reach.DOWNSTREAM, partitions, coalescing);
  }
}
