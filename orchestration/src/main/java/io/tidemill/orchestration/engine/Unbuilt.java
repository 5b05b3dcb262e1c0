package io.tidemill.orchestration.engine;

import static io.tidemill.orchestration.engine.Tables.DURATIONS;

import io.tidemill.orchestration.dag.Dag;
import io.tidemill.orchestration.dag.DagNode;
import io.tidemill.orchestration.dag.NodeKind;
import io.tidemill.orchestration.id.EnvironmentId;
import io.tidemill.orchestration.id.NodeId;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What a landing's run must build besides what is downstream of the landing: nodes that others of
 * it read and that have never been built in the environment, such as seeds before the first run. A
 * node has been built when its duration is known.
 */
final class Unbuilt {
  static final String REASON =
      "never built in this environment, and read by what the landing affects";

  private final Turn turn;

  Unbuilt(Turn turn) {
    this.turn = turn;
  }

  /** Ancestors of the affected nodes that have never been built, with the tests of these alone. */
  Set<NodeId> needed(EnvironmentId environment, Dag dag, Set<NodeId> affected) {
    Set<NodeId> seen = new HashSet<>(affected);
    Set<NodeId> needed = new LinkedHashSet<>();
    Deque<NodeId> open = new ArrayDeque<>(affected);
    while (!open.isEmpty()) {
      for (NodeId parent : dag.parents(open.poll())) {
        if (!seen.add(parent)) {
          continue;
        }
        NodeKind kind = dag.node(parent).map(DagNode::kind).orElse(NodeKind.OTHER);
        if (kind == NodeKind.EPHEMERAL) {
          open.add(parent);
        } else if (isBuilt(kind)
            && turn.state().find(DURATIONS, Keys.model(environment, parent)).isEmpty()) {
          needed.add(parent);
          open.add(parent);
        }
      }
    }
    needed.addAll(testsOf(dag, needed, affected));
    return needed;
  }

  private static Set<NodeId> testsOf(Dag dag, Set<NodeId> needed, Set<NodeId> affected) {
    Set<NodeId> tests = new LinkedHashSet<>();
    for (NodeId node : needed) {
      for (NodeId child : dag.children(node)) {
        if (dag.node(child).filter(test -> test.kind().isTest()).isPresent()
            && allRun(dag, dag.parents(child), needed, affected)) {
          tests.add(child);
        }
      }
    }
    return tests;
  }

  private static boolean allRun(
      Dag dag, Collection<NodeId> parents, Set<NodeId> needed, Set<NodeId> affected) {
    return parents.stream()
        .allMatch(
            parent ->
                needed.contains(parent)
                    || affected.contains(parent)
                    || dag.node(parent).filter(node -> !isBuilt(node.kind())).isPresent());
  }

  private static boolean isBuilt(NodeKind kind) {
    return kind == NodeKind.MODEL || kind == NodeKind.SEED || kind == NodeKind.SNAPSHOT;
  }
}
