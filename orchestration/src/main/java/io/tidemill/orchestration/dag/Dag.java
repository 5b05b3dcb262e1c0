package io.tidemill.orchestration.dag;

import io.tidemill.orchestration.id.NodeId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The dependency graph of one project version. Immutable; iteration is in dependency order, parents
 * first, and otherwise in the order the nodes were given.
 */
public final class Dag {

  private final Map<NodeId, DagNode> nodes;
  private final Map<NodeId, List<NodeId>> children;

  private Dag(Map<NodeId, DagNode> nodes, Map<NodeId, List<NodeId>> children) {
    this.nodes = nodes;
    this.children = children;
  }

  /**
   * Indexes the nodes. Parents that are not among them, such as disabled nodes, are left out.
   *
   * @throws IllegalArgumentException when the nodes depend on each other in a circle
   */
  public static Dag of(Collection<DagNode> nodes) {
    Map<NodeId, DagNode> given = new LinkedHashMap<>();
    nodes.forEach(node -> given.put(node.id(), node));
    Map<NodeId, List<NodeId>> children = new HashMap<>();
    Map<NodeId, Integer> parentsLeft = new HashMap<>();
    for (DagNode node : given.values()) {
      int known = 0;
      for (NodeId parent : new LinkedHashSet<>(node.parents())) {
        if (given.containsKey(parent)) {
          children.computeIfAbsent(parent, any -> new ArrayList<>()).add(node.id());
          known++;
        }
      }
      parentsLeft.put(node.id(), known);
    }
    return new Dag(sorted(given, children, parentsLeft), children);
  }

  public Optional<DagNode> node(NodeId id) {
    return Optional.ofNullable(nodes.get(id));
  }

  /** All nodes, parents before children. */
  public Collection<DagNode> nodes() {
    return Collections.unmodifiableCollection(nodes.values());
  }

  public List<NodeId> children(NodeId id) {
    return Collections.unmodifiableList(children.getOrDefault(id, List.of()));
  }

  /** What the node depends on, as far as it is in this graph. */
  public List<NodeId> parents(NodeId id) {
    DagNode node = nodes.get(id);
    return node == null
        ? List.of()
        : node.parents().stream().filter(nodes::containsKey).distinct().toList();
  }

  /**
   * Everything that depends on one of the origins, directly or not; the origins only as far as they
   * do themselves.
   */
  public Set<NodeId> downstream(Collection<NodeId> origins) {
    Set<NodeId> reached = new HashSet<>();
    Deque<NodeId> open = new ArrayDeque<>(origins);
    while (!open.isEmpty()) {
      for (NodeId child : children.getOrDefault(open.poll(), List.of())) {
        if (reached.add(child)) {
          open.add(child);
        }
      }
    }
    return reached;
  }

  private static Map<NodeId, DagNode> sorted(
      Map<NodeId, DagNode> given,
      Map<NodeId, List<NodeId>> children,
      Map<NodeId, Integer> parentsLeft) {
    Map<NodeId, DagNode> sorted = new LinkedHashMap<>();
    Deque<NodeId> free = new ArrayDeque<>();
    given.keySet().stream().filter(id -> parentsLeft.getOrDefault(id, 0) == 0).forEach(free::add);
    while (!free.isEmpty()) {
      NodeId id = free.poll();
      sorted.put(id, given.get(id));
      for (NodeId child : children.getOrDefault(id, List.of())) {
        if (parentsLeft.merge(child, -1, Integer::sum) == 0) {
          free.add(child);
        }
      }
    }
    if (sorted.size() < given.size()) {
      List<NodeId> circle = new ArrayList<>(given.keySet());
      circle.removeAll(sorted.keySet());
      throw new IllegalArgumentException(
          "Expected the project's nodes to depend on each other without a circle, but these do not: "
              + circle.subList(0, Math.min(10, circle.size())));
    }
    return sorted;
  }
}
