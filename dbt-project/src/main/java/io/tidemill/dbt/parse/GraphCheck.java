package io.tidemill.dbt.parse;

import io.tidemill.dbt.cache.Section;
import io.tidemill.dbt.error.ProblemKind;
import io.tidemill.dbt.error.Problems;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Refuses graphs that cannot be run: cycles, and two nodes that write one relation. */
final class GraphCheck {
  private final Map<String, Map<String, Object>> nodes = new LinkedHashMap<>();
  private final Problems problems;

  GraphCheck(List<Resource> resources, Problems problems) {
    for (Resource resource : resources) {
      if (resource.section() == Section.NODE) {
        nodes.put(resource.uniqueId(), resource.content());
      }
    }
    this.problems = problems;
  }

  void check() {
    relations();
    cycles();
  }

  private void relations() {
    Map<String, Map<String, Object>> byRelation = new HashMap<>();
    for (Map<String, Object> node : nodes.values()) {
      Object relation = node.get("relation_name");
      if (relation == null) {
        continue;
      }
      Map<String, Object> known = byRelation.putIfAbsent(relation.toString(), node);
      if (known != null) {
        problems.add(
            ProblemKind.DUPLICATE_RESOURCE,
            "dbt found two resources with the database representation \""
                + relation
                + "\".\ndbt cannot create two resources with identical database representations. To fix this,\nchange"
                + " the configuration of one of these resources:\n- "
                + known.get("unique_id")
                + " ("
                + known.get("original_file_path")
                + ")\n- "
                + node.get("unique_id")
                + " ("
                + node.get("original_file_path")
                + ")",
            file(node));
      }
    }
  }

  // An explicit stack: a project may be deeper than a thread's.
  private void cycles() {
    Set<String> done = new HashSet<>();
    for (String start : nodes.keySet()) {
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
    Map<String, Object> node = nodes.get(id);
    if (node != null) {
      Map<String, Object> dependsOn = Properties.mapOf(node.get("depends_on"));
      ConfigMerge.list(dependsOn.get("nodes")).forEach(parent -> parents.add(parent.toString()));
    }
    pending.push(parents);
  }

  private void report(List<String> path, String id) {
    List<String> cycle = new ArrayList<>(path.subList(path.indexOf(id), path.size()));
    cycle.add(id);
    Map<String, Object> node = nodes.get(id);
    problems.add(
        ProblemKind.RUNTIME,
        "Found a cycle: " + String.join(" --> ", cycle),
        node == null ? null : file(node));
  }

  private static String file(Map<String, Object> node) {
    return String.valueOf(node.get("original_file_path"));
  }

  /** Whether some resource depends on itself in the end. */
  static boolean hasCycle(Map<String, List<String>> parents) {
    Map<String, Integer> waiting = new HashMap<>();
    Map<String, List<String>> children = new HashMap<>();
    Deque<String> ready = new ArrayDeque<>();
    parents.forEach(
        (id, list) -> {
          int known = 0;
          for (String parent : list) {
            if (parents.containsKey(parent)) {
              children.computeIfAbsent(parent, key -> new ArrayList<>()).add(id);
              known++;
            }
          }
          waiting.put(id, known);
          if (known == 0) {
            ready.add(id);
          }
        });
    int done = 0;
    while (!ready.isEmpty()) {
      done++;
      for (String child : children.getOrDefault(ready.pop(), List.of())) {
        if (waiting.merge(child, -1, Integer::sum) == 0) {
          ready.add(child);
        }
      }
    }
    return done < parents.size();
  }
}
