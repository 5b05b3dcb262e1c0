package io.tidemill.dbt.selection;

import io.tidemill.dbt.error.ProblemKind;
import io.tidemill.dbt.error.ProjectException;
import io.tidemill.dbt.selection.SelectorSpec.Difference;
import io.tidemill.dbt.selection.SelectorSpec.Intersection;
import io.tidemill.dbt.selection.SelectorSpec.Union;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a definition of selectors.yml. */
final class SelectorYaml {
  private final String name;
  private final Map<String, Object> selectors;

  private SelectorYaml(String name, Map<String, Object> selectors) {
    this.name = name;
    this.selectors = selectors;
  }

  static SelectorSpec parse(String name, Object selector, Map<String, Object> selectors) {
    Object definition = selector instanceof Map<?, ?> map ? map.get("definition") : selector;
    return new SelectorYaml(name, selectors).definition(definition);
  }

  private SelectorSpec definition(@Nullable Object definition) {
    if (definition instanceof String text) {
      return SelectorText.union(List.of(text), IndirectSelection.EAGER);
    }
    if (!(definition instanceof Map<?, ?> map)) {
      throw failure("Expected a string or a mapping, but got " + definition);
    }
    if (map.containsKey("union")) {
      return combination(map.get("union"), false);
    }
    if (map.containsKey("intersection")) {
      return combination(map.get("intersection"), true);
    }
    if (map.containsKey("method")) {
      return method(map);
    }
    if (map.size() == 1) {
      Map.Entry<?, ?> only = map.entrySet().iterator().next();
      return criteria(String.valueOf(only.getKey()), String.valueOf(only.getValue()), Map.of());
    }
    throw failure(
        "Expected either 'union', 'intersection', 'method' and 'value', or one method with its value, but got "
            + map.keySet());
  }

  private SelectorSpec combination(@Nullable Object items, boolean intersection) {
    if (!(items instanceof List<?> list)) {
      throw failure("Expected a list under union or intersection, but got " + items);
    }
    List<SelectorSpec> parts = new ArrayList<>();
    List<SelectorSpec> excluded = new ArrayList<>();
    for (Object item : list) {
      if (item instanceof Map<?, ?> map && map.containsKey("exclude") && map.size() == 1) {
        excluded.addAll(excluded(map.get("exclude")));
      } else {
        parts.add(definition(item));
      }
    }
    SelectorSpec combined =
        intersection
            ? new Intersection(parts, IndirectSelection.EAGER)
            : new Union(parts, IndirectSelection.EAGER);
    return without(combined, excluded);
  }

  private List<SelectorSpec> excluded(@Nullable Object items) {
    List<SelectorSpec> excluded = new ArrayList<>();
    if (items instanceof List<?> list) {
      list.forEach(item -> excluded.add(definition(item)));
    } else if (items != null) {
      excluded.add(definition(items));
    }
    return excluded;
  }

  private static SelectorSpec without(SelectorSpec spec, List<SelectorSpec> excluded) {
    if (excluded.isEmpty()) {
      return spec;
    }
    List<SelectorSpec> parts = new ArrayList<>();
    parts.add(spec);
    parts.add(
        excluded.size() == 1 ? excluded.get(0) : new Union(excluded, IndirectSelection.EAGER));
    return new Difference(parts, IndirectSelection.EAGER);
  }

  private SelectorSpec method(Map<?, ?> map) {
    String method = String.valueOf(map.get("method"));
    String value = String.valueOf(map.get("value"));
    if (method.equals("selector")) {
      Object other = selectors.get(value);
      if (other == null) {
        throw failure("Existing selector definition for " + value + " not found");
      }
      return without(parse(value, other, selectors), excluded(map.get("exclude")));
    }
    return without(criteria(method, value, map), excluded(map.get("exclude")));
  }

  private SelectorSpec criteria(String method, String value, Map<?, ?> options) {
    Set<String> known =
        Set.of(
            "method",
            "value",
            "parents",
            "children",
            "childrens_parents",
            "parents_depth",
            "children_depth",
            "indirect_selection",
            "exclude");
    for (Object key : options.keySet()) {
      if (!known.contains(String.valueOf(key))) {
        throw failure("Unknown key '" + key + "' in a selector definition");
      }
    }
    return SelectorText.criteria(
        method,
        value,
        depth(options, "parents"),
        depth(options, "children"),
        Boolean.TRUE.equals(options.get("childrens_parents")),
        indirect(options.get("indirect_selection")));
  }

  private static @Nullable Integer depth(Map<?, ?> options, String key) {
    if (!Boolean.TRUE.equals(options.get(key))) {
      return null;
    }
    return options.get(key + "_depth") instanceof Number depth
        ? Integer.valueOf(depth.intValue())
        : Integer.valueOf(Integer.MAX_VALUE);
  }

  private IndirectSelection indirect(@Nullable Object value) {
    if (value == null) {
      return IndirectSelection.EAGER;
    }
    try {
      return IndirectSelection.valueOf(value.toString().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw failure(
          "Expected indirect_selection to be eager, cautious, buildable or empty, but got '"
              + value
              + "'");
    }
  }

  private ProjectException failure(String message) {
    return ProjectException.of(
        ProblemKind.SELECTOR,
        "Could not read selector '" + name + "' of selectors.yml: " + message);
  }
}
