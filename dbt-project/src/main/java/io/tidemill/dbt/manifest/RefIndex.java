package io.tidemill.dbt.manifest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Answers what {@code ref} and {@code source} mean, with dbt's order of packages. */
public final class RefIndex {
  private final String rootPackage;
  private final Map<String, Map<String, String>> nodes;
  private final Map<String, Map<String, String>> sources;
  private final Set<String> disabled;

  private RefIndex(Builder builder) {
    this.rootPackage = builder.rootPackage;
    this.nodes = builder.nodes;
    this.sources = builder.sources;
    this.disabled = builder.disabled;
  }

  /** The index of a finished manifest. */
  public static RefIndex of(Manifest manifest) {
    Builder builder = new Builder(manifest.projectName());
    manifest.nodes().values().forEach(node -> builder.addNode(node.content()));
    manifest.sources().values().forEach(source -> builder.addSource(source.content()));
    manifest.disabled().values().forEach(list -> list.forEach(builder::addDisabled));
    return builder.build();
  }

  /**
   * @param found unique id, null when there is none
   * @param disabled whether there is a disabled one instead
   */
  public record Answer(@Nullable String found, boolean disabled) {}

  /** What {@code ref} means in a node of a package. */
  public Answer ref(
      String fromPackage, @Nullable String packageName, String name, @Nullable String version) {
    String key = version == null ? name : name + ".v" + version;
    return answer(nodes, fromPackage, packageName, key);
  }

  /** What {@code source} means in a node of a package. */
  public Answer source(String fromPackage, String source, String table) {
    return answer(sources, fromPackage, null, source + "." + table);
  }

  /**
   * What a call of {@code function()} may mean in a node of a package, the best first.
   *
   * @param functions unique ids of all functions
   */
  public static List<String> functionIds(
      Set<String> functions,
      String rootPackage,
      String fromPackage,
      @Nullable String packageName,
      String name) {
    List<String> found = new ArrayList<>();
    List<String> packages =
        packageName == null ? List.of(rootPackage, fromPackage) : List.of(packageName);
    for (String candidate : packages) {
      String id = "function." + candidate + "." + name;
      if (functions.contains(id)) {
        found.add(id);
      }
    }
    if (packageName == null) {
      functions.stream().filter(id -> id.endsWith("." + name)).forEach(found::add);
    }
    return found;
  }

  private Answer answer(
      Map<String, Map<String, String>> index,
      String fromPackage,
      @Nullable String packageName,
      String key) {
    Map<String, String> byPackage = index.getOrDefault(key, Map.of());
    List<String> candidates =
        packageName != null ? List.of(packageName) : List.of(rootPackage, fromPackage);
    for (String candidate : candidates) {
      String found = byPackage.get(candidate);
      if (found != null) {
        return new Answer(found, false);
      }
    }
    if (packageName == null && !byPackage.isEmpty()) {
      return new Answer(byPackage.values().iterator().next(), false);
    }
    return new Answer(null, disabled.contains(key));
  }

  /** Collects what can be referred to. */
  public static final class Builder {
    private final String rootPackage;
    private final Map<String, Map<String, String>> nodes = new HashMap<>();
    private final Map<String, Map<String, String>> sources = new HashMap<>();
    private final Set<String> disabled = new HashSet<>();

    public Builder(String rootPackage) {
      this.rootPackage = rootPackage;
    }

    /** Adds a node's manifest object; only models, seeds and snapshots can be referred to. */
    public void addNode(Map<String, Object> content) {
      String type = Content.text(content, "resource_type");
      if (!type.equals("model") && !type.equals("seed") && !type.equals("snapshot")) {
        return;
      }
      String name = Content.text(content, "name");
      Object version = content.get("version");
      String id = Content.text(content, "unique_id");
      String packageName = Content.text(content, "package_name");
      if (version == null) {
        put(nodes, name, packageName, id);
        return;
      }
      put(nodes, name + ".v" + version, packageName, id);
      if (version.equals(content.get("latest_version"))) {
        put(nodes, name, packageName, id);
      }
    }

    public void addSource(Map<String, Object> content) {
      String key = Content.text(content, "source_name") + "." + Content.text(content, "name");
      put(sources, key, Content.text(content, "package_name"), Content.text(content, "unique_id"));
    }

    public void addDisabled(Map<String, Object> content) {
      String name = Content.text(content, "name");
      if (Content.text(content, "resource_type").equals("source")) {
        disabled.add(Content.text(content, "source_name") + "." + name);
      } else {
        disabled.add(name);
        if (content.get("version") != null) {
          disabled.add(name + ".v" + content.get("version"));
        }
      }
    }

    private static void put(
        Map<String, Map<String, String>> index, String key, String packageName, String id) {
      index.computeIfAbsent(key, name -> new LinkedHashMap<>()).putIfAbsent(packageName, id);
    }

    public RefIndex build() {
      return new RefIndex(this);
    }
  }
}
