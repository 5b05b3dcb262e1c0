package io.tidemill.orchestration.dag;

import io.tidemill.orchestration.id.NodeId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One node of a project, reduced to what planning needs.
 *
 * @param parents what it depends on, sources included
 * @param sessionSpec the digest of the session spec that its statements need, or {@link
 *     #ANY_SESSION}
 * @param pool the pool whose permits bound how many of its kind run at once; null for none
 */
public record DagNode(
    NodeId id,
    NodeKind kind,
    String name,
    List<NodeId> parents,
    String sessionSpec,
    @Nullable String pool,
    PartitionMapping partitions) {

  /** The session spec of a node that has no need of its own. */
  public static final String ANY_SESSION = "*";

  public DagNode {
    parents = List.copyOf(parents);
  }

  /** A node that runs in any session, in no pool, and is rebuilt as a whole. */
  public static DagNode of(NodeId id, NodeKind kind, List<NodeId> parents) {
    String text = id.value();
    String name = text.substring(text.lastIndexOf('.') + 1);
    return new DagNode(id, kind, name, parents, ANY_SESSION, null, PartitionMapping.ALL);
  }
}
