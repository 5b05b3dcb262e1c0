package io.tidemill.dbt.parse;

import io.tidemill.dbt.cache.Section;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is connected with what in a manifest: each map by unique id or name of a group. */
record Edges(
    Map<String, List<String>> parents,
    Map<String, List<String>> children,
    Map<String, List<String>> groups) {

  private static final Set<Section> LINKED =
      Set.of(
          Section.NODE,
          Section.SOURCE,
          Section.EXPOSURE,
          Section.METRIC,
          Section.SEMANTIC_MODEL,
          Section.SAVED_QUERY,
          Section.UNIT_TEST,
          Section.FUNCTION);

  static Edges of(List<Resource> resources) {
    return of(resources, Links.ofContent());
  }

  static Edges of(List<Resource> resources, Links links) {
    Map<String, List<String>> parents = new LinkedHashMap<>();
    Map<String, List<String>> groups = new LinkedHashMap<>();
    for (Resource resource : resources) {
      if (LINKED.contains(resource.section())) {
        parents.put(resource.uniqueId(), links.parents(resource));
      } else if (resource.section() == Section.GROUP) {
        groups.put(String.valueOf(resource.content().get("name")), new ArrayList<>());
      }
    }
    return new Edges(parents, children(parents), members(resources, groups, links));
  }

  private static Map<String, List<String>> children(Map<String, List<String>> parents) {
    Map<String, List<String>> children = new LinkedHashMap<>();
    parents.keySet().forEach(id -> children.put(id, new ArrayList<>()));
    parents.forEach(
        (id, list) ->
            list.forEach(
                parent -> {
                  List<String> known = children.get(parent);
                  if (known != null) {
                    known.add(id);
                  }
                }));
    children.values().forEach(Collections::sort);
    return children;
  }

  private static Map<String, List<String>> members(
      List<Resource> resources, Map<String, List<String>> groups, Links links) {
    if (groups.isEmpty()) {
      return groups;
    }
    for (Resource resource : resources) {
      if (resource.section() == Section.NODE) {
        List<String> members = groups.get(links.group(resource));
        if (members != null) {
          members.add(resource.uniqueId());
        }
      }
    }
    groups.values().forEach(Collections::sort);
    return groups;
  }
}
