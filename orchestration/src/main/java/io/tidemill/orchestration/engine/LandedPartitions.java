package io.tidemill.orchestration.engine;

import io.tidemill.orchestration.dag.Dag;
import io.tidemill.orchestration.dag.DagNode;
import io.tidemill.orchestration.dag.NodeKind;
import io.tidemill.orchestration.dag.PartitionMapping;
import io.tidemill.orchestration.dag.Partitions;
import io.tidemill.orchestration.id.NodeId;
import io.tidemill.orchestration.trigger.Window;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Carries the landed partitions through the DAG. A node that maps them by identity is rebuilt in
 * the partitions that changed above it, any other as a whole; an ephemeral model passes them on.
 */
final class LandedPartitions {

  private LandedPartitions() {}

  static Map<NodeId, Partitions> through(Dag dag, List<Window> windows) {
    Map<NodeId, Partitions> changed = new HashMap<>();
    for (Window window : windows) {
      for (NodeId origin : window.origins()) {
        changed.merge(origin, window.partitions(), Partitions::union);
      }
    }
    for (DagNode node : dag.nodes()) {
      for (NodeId parent : node.parents()) {
        Partitions above = changed.get(parent);
        if (above != null) {
          changed.merge(node.id(), mapped(node, above), Partitions::union);
        }
      }
    }
    return changed;
  }

  private static Partitions mapped(DagNode node, Partitions above) {
    boolean passesOn =
        node.kind() == NodeKind.EPHEMERAL || node.partitions() == PartitionMapping.IDENTITY;
    return passesOn ? above : Partitions.WHOLE;
  }
}
