package io.tidemill.orchestration.dag;

import io.tidemill.orchestration.id.NodeId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The part of a DAG that a run executes: the selected nodes that the verb covers, in dependency
 * order. Two of them that are connected only through nodes left out still wait for each other, and
 * under {@code build} a test stands between the nodes it tests and what depends on them.
 */
public final class RunGraph {

  private final Dag dag;
  private final Map<NodeId, Links> links = new LinkedHashMap<>();

  private RunGraph(Dag dag) {
    this.dag = dag;
  }

  public static RunGraph of(Dag dag, Collection<NodeId> selected, Verb verb) {
    RunGraph graph = new RunGraph(dag);
    Set<NodeId> wanted = new HashSet<>(selected);
    for (DagNode node : dag.nodes()) {
      if (wanted.contains(node.id()) && verb.executes(node.kind())) {
        graph.links.put(node.id(), new Links());
      }
    }
    graph.linkThroughOmitted(verb);
    if (verb.gatesOnTests()) {
      Gates.of(dag, graph.links.keySet()).forEach(graph::link);
    }
    return graph;
  }

  /** The nodes to execute; without tests in between, parents come before children. */
  public Set<NodeId> nodes() {
    return Collections.unmodifiableSet(links.keySet());
  }

  public List<NodeId> parents(NodeId id) {
    return List.copyOf(linksOf(id).parents);
  }

  public List<NodeId> children(NodeId id) {
    return List.copyOf(linksOf(id).children);
  }

  public DagNode node(NodeId id) {
    return dag.node(id)
        .orElseThrow(
            () ->
                new IllegalArgumentException("Expected the node in the DAG, but it is not: " + id));
  }

  /** The nodes in an order in which each comes after all of its parents, gates included. */
  public List<NodeId> inOrder() {
    Map<NodeId, Integer> left = new LinkedHashMap<>();
    List<NodeId> order = new ArrayList<>(links.size());
    links.forEach(
        (id, link) -> {
          left.put(id, link.parents.size());
          if (link.parents.isEmpty()) {
            order.add(id);
          }
        });
    for (int next = 0; next < order.size(); next++) {
      for (NodeId child : linksOf(order.get(next)).children) {
        if (left.merge(child, -1, Integer::sum) == 0) {
          order.add(child);
        }
      }
    }
    if (order.size() < links.size()) {
      throw new IllegalStateException(
          "Expected the run's graph to have no circle, but "
              + (links.size() - order.size())
              + " nodes are in one");
    }
    return order;
  }

  private void linkThroughOmitted(Verb verb) {
    Map<NodeId, Set<NodeId>> nearest = new LinkedHashMap<>();
    for (DagNode node : dag.nodes()) {
      Set<NodeId> above = new LinkedHashSet<>();
      for (NodeId parent : dag.parents(node.id())) {
        if (links.containsKey(parent)) {
          above.add(parent);
        } else {
          above.addAll(nearest.getOrDefault(parent, Set.of()));
        }
      }
      if (!links.containsKey(node.id())) {
        if (!above.isEmpty()) {
          nearest.put(node.id(), above);
        }
      } else if (!(node.kind() == NodeKind.UNIT_TEST && verb.gatesOnTests())) {
        above.forEach(parent -> link(parent, node.id()));
      }
    }
  }

  private void link(NodeId parent, NodeId child) {
    if (linksOf(child).parents.add(parent)) {
      linksOf(parent).children.add(child);
    }
  }

  private Links linksOf(NodeId id) {
    Links found = links.get(id);
    if (found == null) {
      throw new IllegalArgumentException(
          "Expected the node in the run's graph, but it is not: " + id);
    }
    return found;
  }

  private static final class Links {
    private final Set<NodeId> parents = new LinkedHashSet<>();
    private final Set<NodeId> children = new LinkedHashSet<>();
  }
}
