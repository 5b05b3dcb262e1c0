package io.tidemill.dbt.parse;

import io.tidemill.dbt.error.ProblemKind;
import io.tidemill.dbt.error.Problems;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Refuses graphs that cannot be run: cycles, and two nodes that write one relation. */
final class GraphCheck {
  private final Drafts drafts;
  private final Problems problems;

  GraphCheck(Drafts drafts, Problems problems) {
    this.drafts = drafts;
    this.problems = problems;
  }

  void check() {
    relations();
    cycles();
  }

  private void relations() {
    Map<String, NodeDraft> byRelation = new HashMap<>();
    for (NodeDraft draft : drafts.nodes().values()) {
      Object relation = draft.content().get("relation_name");
      if (relation == null) {
        continue;
      }
      NodeDraft known = byRelation.putIfAbsent(relation.toString(), draft);
      if (known != null) {
        problems.add(
            ProblemKind.DUPLICATE_RESOURCE,
            "dbt found two resources with the database representation \""
                + relation
                + "\".\ndbt cannot create two resources with identical database representations. To fix this,\nchange"
                + " the configuration of one of these resources:\n- "
                + known.uniqueId()
                + " ("
                + known.file()
                + ")\n- "
                + draft.uniqueId()
                + " ("
                + draft.file()
                + ")",
            draft.file());
      }
    }
  }

  // An explicit stack: a project may be deeper than a thread's.
  private void cycles() {
    Set<String> done = new HashSet<>();
    for (String start : drafts.nodes().keySet()) {
      if (done.contains(start)) {
        continue;
      }
      Deque<List<String>> pending = new ArrayDeque<>();
      List<String> path = new ArrayList<>();
      Set<String> onPath = new HashSet<>();
      enter(start, path, onPath, pending);
      while (!pending.isEmpty()) {
        List<String> next = pending.peek();
        if (next.isEmpty()) {
          pending.pop();
          String left = path.remove(path.size() - 1);
          onPath.remove(left);
          done.add(left);
          continue;
        }
        String id = next.remove(next.size() - 1);
        if (onPath.contains(id)) {
          report(path, id);
          return;
        }
        if (!done.contains(id)) {
          enter(id, path, onPath, pending);
        }
      }
    }
  }

  private void enter(
      String id, List<String> path, Set<String> onPath, Deque<List<String>> pending) {
    path.add(id);
    onPath.add(id);
    List<String> parents = new ArrayList<>();
    NodeDraft draft = drafts.nodes().get(id);
    if (draft != null) {
      Map<String, Object> dependsOn = Properties.mapOf(draft.content().get("depends_on"));
      ConfigMerge.list(dependsOn.get("nodes")).forEach(parent -> parents.add(parent.toString()));
    }
    pending.push(parents);
  }

  private void report(List<String> path, String id) {
    List<String> cycle = new ArrayList<>(path.subList(path.indexOf(id), path.size()));
    cycle.add(id);
    NodeDraft draft = drafts.nodes().get(id);
    problems.add(
        ProblemKind.RUNTIME,
        "Found a cycle: " + String.join(" --> ", cycle),
        draft == null ? null : draft.file());
  }
}
