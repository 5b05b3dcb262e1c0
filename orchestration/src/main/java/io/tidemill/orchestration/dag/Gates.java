package io.tidemill.orchestration.dag;

import io.tidemill.orchestration.id.NodeId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Where tests stand in the way under {@code build}: a test gates each selected node that has all
 * the nodes it tests above it, and a unit test gates the model it tests. Only the first such nodes
 * down each path are gated; those below them wait anyway.
 */
final class Gates {

  private record Gate(NodeId test, NodeId gated) {}

  private final Dag dag;
  private final Set<NodeId> selected;
  private final List<Gate> gates = new ArrayList<>();

  private Gates(Dag dag, Set<NodeId> selected) {
    this.dag = dag;
    this.selected = selected;
  }

  static Gates of(Dag dag, Set<NodeId> selected) {
    Gates gates = new Gates(dag, selected);
    for (NodeId id : selected) {
      dag.node(id).filter(node -> node.kind().isTest()).ifPresent(gates::addTest);
    }
    return gates;
  }

  /** Gives each pair of test and gated node. */
  void forEach(BiConsumer<NodeId, NodeId> link) {
    gates.forEach(gate -> link.accept(gate.test(), gate.gated()));
  }

  private void addTest(DagNode test) {
    List<NodeId> tested = dag.parents(test.id());
    if (tested.isEmpty()) {
      return;
    }
    if (test.kind() == NodeKind.UNIT_TEST) {
      addUnitTest(test.id(), tested);
      return;
    }
    descend(test.id(), tested.size() == 1 ? dag.children(tested.get(0)) : belowAll(tested));
  }

  /** A unit test runs where its model would, after the model's parents, and the model after it. */
  private void addUnitTest(NodeId test, List<NodeId> tested) {
    for (NodeId model : tested) {
      if (selected.contains(model)) {
        gates.add(new Gate(test, model));
      }
      for (NodeId parent : dag.parents(model)) {
        if (selected.contains(parent)) {
          gates.add(new Gate(parent, test));
        }
      }
    }
  }

  private List<NodeId> belowAll(List<NodeId> tested) {
    Set<NodeId> common = dag.downstream(List.of(tested.get(0)));
    for (NodeId other : tested.subList(1, tested.size())) {
      common.retainAll(dag.downstream(List.of(other)));
    }
    return common.stream()
        .filter(id -> dag.parents(id).stream().noneMatch(common::contains))
        .sorted((a, b) -> a.value().compareTo(b.value()))
        .toList();
  }

  private void descend(NodeId test, List<NodeId> starts) {
    Deque<NodeId> open = new ArrayDeque<>(starts);
    Set<NodeId> met = new HashSet<>(starts);
    while (!open.isEmpty()) {
      NodeId id = open.poll();
      if (dag.node(id).map(node -> node.kind().isTest()).orElse(true)) {
        continue;
      }
      if (selected.contains(id)) {
        gates.add(new Gate(test, id));
        continue;
      }
      for (NodeId child : dag.children(id)) {
        if (met.add(child)) {
          open.add(child);
        }
      }
    }
  }
}
