package io.tidemill.dbt.parse;

import io.tidemill.dbt.parse.ProjectFiles.Found;
import io.tidemill.dbt.parse.ScannedFiles.Scanned;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * By file, the names of what it defines or describes.
 *
 * <p>A model and the properties file that describes it share a name, and so do two files that both
 * define one thing: files that share a name cannot be understood apart.
 */
final class FileNames {
  private static final Set<String> DESCRIBING =
      Set.of("models", "seeds", "snapshots", "analyses", "data_tests");

  /** Name of a file that others depend on without naming it. */
  static final String SHARED = "shared";

  private final Map<String, Set<String>> names = new HashMap<>();

  static String node(String name) {
    return "node:" + name;
  }

  static String source(String source, String table) {
    return "source:" + source + "." + table;
  }

  static boolean isMacro(String name) {
    return name.startsWith("macros:");
  }

  void add(Scanned scanned) {
    String key = scanned.key();
    Found file = scanned.file();
    if (scanned.shared()) {
      add(key, SHARED);
    } else if (!file.original().endsWith(".yml") && !file.original().endsWith(".yaml")) {
      add(key, node(file.stem()));
    }
  }

  void add(Properties entry) {
    String key = entry.owner().name() + "://" + entry.file();
    if (entry.section().equals("sources")) {
      for (Map<String, Object> table : entry.maps("tables")) {
        add(key, source(entry.name(), String.valueOf(table.get("name"))));
      }
    }
    if (!DESCRIBING.contains(entry.section())) {
      add(key, entry.section() + ":" + entry.name());
      return;
    }
    add(key, node(entry.name()));
    for (Map<String, Object> version : entry.maps("versions")) {
      add(key, node(entry.name() + "_v" + version.get("v")));
      add(key, node(String.valueOf(version.get("defined_in"))));
    }
  }

  void add(Resource resource) {
    if (resource.stored() == null && !resource.file().isEmpty()) {
      switch (resource.section()) {
        case NODE, DISABLED -> add(resource.file(), node(name(resource)));
        default -> {
          // Entries have named these.
        }
      }
    }
  }

  private static String name(Resource resource) {
    return String.valueOf(resource.content().get("name"));
  }

  private void add(String key, String name) {
    names.computeIfAbsent(key, file -> new LinkedHashSet<>()).add(name);
  }

  List<String> of(String key) {
    return List.copyOf(names.getOrDefault(key, Set.of()));
  }
}
