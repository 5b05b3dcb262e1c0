package io.tidemill.dbt.parse;

import io.tidemill.dbt.manifest.ResourceType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything that has been read so far, enabled or not. */
final class Drafts {
  private final Outside outside;
  private final Set<String> repeated = new HashSet<>();
  private final Map<String, NodeDraft> nodes = new LinkedHashMap<>();
  private final Map<String, List<NodeDraft>> disabled = new LinkedHashMap<>();
  private final Map<String, Map<String, Object>> sources = new LinkedHashMap<>();
  private final Map<String, Map<String, Object>> docs = new LinkedHashMap<>();
  private final Map<String, NodeDraft> functions = new LinkedHashMap<>();
  private final Map<String, NodeDraft> exposures = new LinkedHashMap<>();
  private final Map<String, NodeDraft> unitTests = new LinkedHashMap<>();
  private final Map<String, NodeDraft> metrics = new LinkedHashMap<>();
  private final Map<String, NodeDraft> semanticModels = new LinkedHashMap<>();
  private final Map<String, NodeDraft> savedQueries = new LinkedHashMap<>();
  private final Map<String, Map<String, Object>> groups = new LinkedHashMap<>();
  private final Map<String, List<Map<String, Object>>> disabledOthers = new LinkedHashMap<>();

  Drafts() {
    this(Outside.NOTHING);
  }

  /**
   * @param outside what is known of the files that are not read
   */
  Drafts(Outside outside) {
    this.outside = outside;
  }

  /** Keys of files that must be read every time. */
  Set<String> repeated() {
    return repeated;
  }

  /** Notes that what a file gives may be different though nothing has changed that is followed. */
  void repeat(String file) {
    repeated.add(file);
  }

  Outside outside() {
    return outside;
  }

  /** The object of a node that was read, or what is known of one that was not. */
  @Nullable Map<String, Object> known(String uniqueId) {
    NodeDraft draft = nodes.get(uniqueId);
    return draft != null ? draft.content() : outside.node(uniqueId);
  }

  Map<String, NodeDraft> nodes() {
    return nodes;
  }

  Map<String, List<NodeDraft>> disabled() {
    return disabled;
  }

  Map<String, Map<String, Object>> sources() {
    return sources;
  }

  Map<String, Map<String, Object>> docs() {
    return docs;
  }

  Map<String, NodeDraft> functions() {
    return functions;
  }

  Map<String, NodeDraft> exposures() {
    return exposures;
  }

  Map<String, NodeDraft> unitTests() {
    return unitTests;
  }

  Map<String, NodeDraft> metrics() {
    return metrics;
  }

  Map<String, NodeDraft> semanticModels() {
    return semanticModels;
  }

  Map<String, NodeDraft> savedQueries() {
    return savedQueries;
  }

  Map<String, Map<String, Object>> groups() {
    return groups;
  }

  /** Disabled sources, exposures and the like. */
  Map<String, List<Map<String, Object>>> disabledOthers() {
    return disabledOthers;
  }

  /**
   * Adds a node where its config says it belongs; the enabled node of the same id is returned when
   * there is one.
   */
  @Nullable NodeDraft add(NodeDraft draft) {
    if (!draft.enabled()) {
      disabled.computeIfAbsent(draft.uniqueId(), id -> new ArrayList<>()).add(draft);
      return null;
    }
    outside.refuse(draft.uniqueId());
    return section(draft.type()).putIfAbsent(draft.uniqueId(), draft);
  }

  private Map<String, NodeDraft> section(ResourceType type) {
    return type == ResourceType.FUNCTION ? functions : nodes;
  }

  void disableOther(String uniqueId, Map<String, Object> content) {
    disabledOthers.computeIfAbsent(uniqueId, id -> new ArrayList<>()).add(content);
  }

  /**
   * A node whose id has changed or whose config has enabled or disabled it is put where it now
   * belongs.
   */
  void move(String oldId, NodeDraft draft) {
    section(draft.type()).remove(oldId, draft);
    List<NodeDraft> list = disabled.get(oldId);
    if (list != null) {
      list.remove(draft);
      if (list.isEmpty()) {
        disabled.remove(oldId);
      }
    }
    add(draft);
  }

  /** The node a properties file means, of the package itself if it has one, else of any. */
  @Nullable NodeDraft find(ResourceType type, String packageName, String name) {
    Map<String, NodeDraft> section = section(type);
    NodeDraft own = section.get(type.label() + "." + packageName + "." + name);
    if (own != null) {
      return own;
    }
    for (NodeDraft draft : section.values()) {
      if (draft.type() == type && draft.name().equals(name)) {
        return draft;
      }
    }
    return null;
  }

  List<NodeDraft> findDisabled(ResourceType type, String packageName, String name) {
    return disabled.getOrDefault(type.label() + "." + packageName + "." + name, List.of());
  }
}
