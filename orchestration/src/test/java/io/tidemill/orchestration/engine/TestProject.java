package io.tidemill.orchestration.engine;

import io.tidemill.orchestration.dag.Dag;
import io.tidemill.orchestration.dag.DagNode;
import io.tidemill.orchestration.dag.NodeKind;
import io.tidemill.orchestration.dag.PartitionMapping;
import io.tidemill.orchestration.dag.Partitions;
import io.tidemill.orchestration.id.NodeId;
import io.tidemill.orchestration.run.RunRequest;
import io.tidemill.orchestration.trigger.CoalescingPolicy;
import io.tidemill.orchestration.trigger.Match;
import io.tidemill.orchestration.trigger.Trigger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A project in a few words. A source {@code orders} lands below {@code orders/}; path segments with
 * an equals sign are its partitions. Selecting a name selects that node.
 */
public final class TestProject implements Project {

  private final Map<NodeId, DagNode> nodes = new LinkedHashMap<>();
  private final Map<NodeId, CoalescingPolicy> coalescing = new LinkedHashMap<>();

  public TestProject source(String name, CoalescingPolicy policy) {
    coalescing.put(id(NodeKind.SOURCE, name), policy);
    return add(NodeKind.SOURCE, name);
  }

  public TestProject model(String name, String... parents) {
    return add(NodeKind.MODEL, name, parents);
  }

  public TestProject add(NodeKind kind, String name, String... parents) {
    return add(kind, name, DagNode.ANY_SESSION, null, PartitionMapping.ALL, parents);
  }

  public TestProject add(
      NodeKind kind,
      String name,
      String sessionSpec,
      String pool,
      PartitionMapping partitions,
      String... parents) {
    List<NodeId> above = Arrays.stream(parents).map(this::byName).toList();
    NodeId id = id(kind, name);
    nodes.put(id, new DagNode(id, kind, name, above, sessionSpec, pool, partitions));
    return this;
  }

  public NodeId byName(String name) {
    return nodes.values().stream()
        .filter(node -> node.name().equals(name))
        .map(DagNode::id)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No node " + name));
  }

  @Override
  public Dag dag() {
    return Dag.of(nodes.values());
  }

  @Override
  public List<Match> match(Trigger trigger) {
    List<Match> matches = new ArrayList<>();
    coalescing.forEach(
        (source, policy) -> {
          String name = source.value().substring(source.value().lastIndexOf('.') + 1);
          if (trigger.subject().startsWith(name + "/")) {
            List<String> partitions =
                Arrays.stream(trigger.subject().split("/")).filter(s -> s.contains("=")).toList();
            matches.add(Match.landing(source, Partitions.of(partitions), policy));
          }
        });
    return matches;
  }

  @Override
  public Set<NodeId> select(RunRequest request) {
    if (request.select().isEmpty()) {
      return nodes.keySet();
    }
    Set<NodeId> selected = new LinkedHashSet<>();
    request.select().forEach(name -> selected.add(byName(name)));
    return selected;
  }

  private static NodeId id(NodeKind kind, String name) {
    return new NodeId(kind.resourceType() + ".shop." + name);
  }
}
