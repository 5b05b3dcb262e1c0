package io.tidemill.dbt.selection;

import io.tidemill.dbt.manifest.Manifest;
import io.tidemill.dbt.manifest.ManifestResource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything that can be selected, and the graph it forms. */
final class Members {
  private final Manifest manifest;
  private final Map<String, Member> members = new LinkedHashMap<>();
  private final Map<String, List<String>> parents = new HashMap<>();
  private final Map<String, List<String>> children = new HashMap<>();

  private Members(Manifest manifest) {
    this.manifest = manifest;
  }

  static Members of(Manifest manifest) {
    Members members = new Members(manifest);
    manifest.nodes().forEach((id, node) -> members.add(id, node.content()));
    manifest.sources().forEach((id, source) -> members.add(id, source.content()));
    manifest.exposures().forEach((id, exposure) -> members.add(id, exposure.content()));
    members.addAll(manifest.metrics());
    members.addAll(manifest.semanticModels());
    members.addAll(manifest.savedQueries());
    members.addAll(manifest.unitTests());
    members.addAll(manifest.functions());
    members.link();
    return members;
  }

  private void addAll(Map<String, ManifestResource> resources) {
    resources.forEach((id, resource) -> add(id, resource.content()));
  }

  private void add(String id, Map<String, Object> content) {
    String type = String.valueOf(content.get("resource_type"));
    boolean enabled =
        !(content.get("config") instanceof Map<?, ?> config)
            || !Boolean.FALSE.equals(config.get("enabled"));
    if (enabled && !type.equals("operation") && !type.equals("sql operation")) {
      members.put(id, new Member(id, type, content));
    }
  }

  private void link() {
    for (Member member : members.values()) {
      List<String> known = new ArrayList<>();
      for (String parent : member.dependsOn()) {
        if (members.containsKey(parent)) {
          known.add(parent);
          children.computeIfAbsent(parent, id -> new ArrayList<>()).add(member.uniqueId());
        }
      }
      parents.put(member.uniqueId(), known);
    }
  }

  Manifest manifest() {
    return manifest;
  }

  Collection<Member> all() {
    return members.values();
  }

  @Nullable Member get(String uniqueId) {
    return members.get(uniqueId);
  }

  List<String> childrenOf(String uniqueId) {
    return children.getOrDefault(uniqueId, List.of());
  }

  Set<String> ancestors(Collection<String> of, int depth) {
    return reach(of, depth, parents);
  }

  Set<String> descendants(Collection<String> of, int depth) {
    return reach(of, depth, children);
  }

  private static Set<String> reach(
      Collection<String> from, int depth, Map<String, List<String>> edges) {
    Set<String> reached = new HashSet<>();
    Deque<String> level = new ArrayDeque<>(from);
    Set<String> seen = new HashSet<>(from);
    for (int step = 0; step < depth && !level.isEmpty(); step++) {
      Deque<String> next = new ArrayDeque<>();
      for (String id : level) {
        for (String neighbour : edges.getOrDefault(id, List.of())) {
          reached.add(neighbour);
          if (seen.add(neighbour)) {
            next.add(neighbour);
          }
        }
      }
      level = next;
    }
    return reached;
  }
}
