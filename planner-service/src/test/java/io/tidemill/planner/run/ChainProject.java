package io.tidemill.planner.run;

import io.tidemill.orchestration.dag.Dag;
import io.tidemill.orchestration.dag.DagNode;
import io.tidemill.orchestration.dag.NodeKind;
import io.tidemill.orchestration.dag.Partitions;
import io.tidemill.orchestration.engine.Project;
import io.tidemill.orchestration.id.NodeId;
import io.tidemill.orchestration.run.RunRequest;
import io.tidemill.orchestration.trigger.CoalescingPolicy;
import io.tidemill.orchestration.trigger.Match;
import io.tidemill.orchestration.trigger.Trigger;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A source {@code landing}, then staging, then mart. */
final class ChainProject implements Project {

  static final NodeId SOURCE = new NodeId("source.shop.landing");
  static final NodeId STAGING = new NodeId("model.shop.staging");
  static final NodeId MART = new NodeId("model.shop.mart");

  private final CoalescingPolicy coalescing;
  private final Dag dag =
      Dag.of(
          List.of(
              DagNode.of(SOURCE, NodeKind.SOURCE, List.of()),
              DagNode.of(STAGING, NodeKind.MODEL, List.of(SOURCE)),
              DagNode.of(MART, NodeKind.MODEL, List.of(STAGING))));

  ChainProject(CoalescingPolicy coalescing) {
    this.coalescing = coalescing;
  }

  @Override
  public Dag dag() {
    return dag;
  }

  @Override
  public List<Match> match(Trigger trigger) {
    return trigger.subject().startsWith("landing/")
        ? List.of(Match.landing(SOURCE, Partitions.WHOLE, coalescing))
        : List.of();
  }

  @Override
  public Set<NodeId> select(RunRequest request) {
    Set<NodeId> all = new LinkedHashSet<>();
    dag.nodes().forEach(node -> all.add(node.id()));
    return all;
  }
}
