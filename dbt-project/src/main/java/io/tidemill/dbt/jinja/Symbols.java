package io.tidemill.dbt.jinja;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which variable each name of one scope stands for, decided before rendering as Jinja2 decides it.
 *
 * <p>A name becomes an identifier that carries the nesting level of its scope. How the identifier
 * gets its first value on entering the scope is its load: from a parameter, from the context, from
 * an outer scope, or none.
 */
final class Symbols {

  enum Source {
    PARAMETER,
    CONTEXT,
    OUTER,
    NOTHING
  }

  /** How an identifier is filled; from is a name of the context or an outer identifier. */
  record Load(Source source, String from) {}

  private final int level;
  private final @Nullable Symbols parent;
  private final Map<String, String> references = new HashMap<>();
  private final Map<String, Load> loads = new LinkedHashMap<>();
  private final Set<String> stores = new HashSet<>();

  private Symbols(int level, @Nullable Symbols parent) {
    this.level = level;
    this.parent = parent;
  }

  static Symbols root() {
    return new Symbols(0, null);
  }

  Symbols inner() {
    return new Symbols(level + 1, this);
  }

  Symbols copy() {
    Symbols copy = new Symbols(level, parent);
    copy.references.putAll(references);
    copy.loads.putAll(loads);
    copy.stores.addAll(stores);
    return copy;
  }

  Map<String, Load> loads() {
    return loads;
  }

  private String define(String name, Load load) {
    String identifier = level + " " + name;
    references.put(name, identifier);
    loads.put(identifier, load);
    return identifier;
  }

  @Nullable String find(String name) {
    for (Symbols each = this; each != null; each = each.parent) {
      String identifier = each.references.get(name);
      if (identifier != null) {
        return identifier;
      }
    }
    return null;
  }

  void store(String name) {
    stores.add(name);
    if (references.containsKey(name)) {
      return;
    }
    String outer = parent == null ? null : parent.find(name);
    define(name, outer == null ? new Load(Source.NOTHING, "") : new Load(Source.OUTER, outer));
  }

  String declareParameter(String name) {
    stores.add(name);
    return define(name, new Load(Source.PARAMETER, ""));
  }

  void load(String name) {
    if (find(name) == null) {
      define(name, new Load(Source.CONTEXT, name));
    }
  }

  /** Merges what the branches of a condition did to copies of these symbols. */
  void update(List<Symbols> branches) {
    Set<String> added = new HashSet<>();
    branches.forEach(branch -> added.addAll(branch.stores));
    added.removeAll(stores);
    for (Symbols branch : branches) {
      references.putAll(branch.references);
      loads.putAll(branch.loads);
      stores.addAll(branch.stores);
    }
    for (String name : added) {
      String identifier = references.get(name);
      if (identifier == null) {
        continue;
      }
      String outer = parent == null ? null : parent.find(name);
      loads.put(
          identifier,
          outer == null ? new Load(Source.CONTEXT, name) : new Load(Source.OUTER, outer));
    }
  }

  /** The names assigned in this scope and those around it, with their identifiers. */
  Map<String, String> assigned() {
    Map<String, String> assigned = new LinkedHashMap<>();
    for (Symbols each = this; each != null; each = each.parent) {
      List<String> names = new ArrayList<>(each.stores);
      for (String name : names) {
        String identifier = find(name);
        if (identifier != null) {
          assigned.putIfAbsent(name, identifier);
        }
      }
    }
    return assigned;
  }
}
