package io.tidemill.dbt.parse;

import io.tidemill.dbt.manifest.ResourceType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * Works out the config of a resource: defaults, then dbt_project.yml of its package from the root
 * of the tree to its leaf, then its properties file, then its own {@code config()}, then the root
 * project's dbt_project.yml for packages.
 */
final class ConfigCalculator {
  private final Package root;
  private final Map<String, Package> packages;

  ConfigCalculator(Package root, Map<String, Package> packages) {
    this.root = root;
    this.packages = packages;
  }

  /**
   * @param patch the {@code config:} of the properties file
   * @param call what {@code config()} was called with
   */
  Map<String, Object> rendered(
      ResourceType type,
      List<String> fqn,
      String packageName,
      Map<String, ?> patch,
      Map<String, ?> call) {
    Map<String, Object> config = ConfigDefaults.of(type);
    for (Map<String, Object> level : levels(packageName, type, fqn, Package::rendered)) {
      ConfigMerge.apply(config, level);
    }
    ConfigMerge.apply(config, patch);
    ConfigMerge.apply(config, call);
    if (!packageName.equals(root.name())) {
      for (Map<String, Object> level : levels(root.name(), type, fqn, Package::rendered)) {
        ConfigMerge.apply(config, level);
      }
    }
    ConfigFinish.finish(type, config);
    return config;
  }

  /** The same from what was written, each level simply over the one before. */
  Map<String, Object> unrendered(
      ResourceType type,
      List<String> fqn,
      String packageName,
      Map<String, ?> patch,
      Map<String, ?> call) {
    Map<String, Object> config = new LinkedHashMap<>();
    if (type == ResourceType.FUNCTION) {
      // dbt does not compare what dbt_project.yml says about functions.
      config.putAll(patch);
      config.putAll(call);
      return config;
    }
    for (Map<String, Object> level : levels(packageName, type, fqn, Package::unrendered)) {
      config.putAll(level);
    }
    config.putAll(patch);
    config.putAll(call);
    if (!packageName.equals(root.name())) {
      for (Map<String, Object> level : levels(root.name(), type, fqn, Package::unrendered)) {
        config.putAll(level);
      }
    }
    return config;
  }

  private List<Map<String, Object>> levels(
      String packageName,
      ResourceType type,
      List<String> fqn,
      BiFunction<Package, String, Map<String, Object>> trees) {
    List<Map<String, Object>> levels = new ArrayList<>();
    Package owner = packages.get(packageName);
    if (owner == null) {
      return levels;
    }
    Map<?, ?> level = trees.apply(owner, tree(type));
    levels.add(settings(level));
    for (String name : fqn) {
      if (!(level.get(name) instanceof Map<?, ?> next)) {
        break;
      }
      level = next;
      levels.add(settings(level));
    }
    return levels;
  }

  /**
   * Keys with a plus are settings; keys without are settings too unless they hold a map, which is a
   * deeper level.
   */
  private static Map<String, Object> settings(Map<?, ?> level) {
    Map<String, Object> settings = new LinkedHashMap<>();
    level.forEach(
        (key, value) -> {
          String name = String.valueOf(key);
          if (name.startsWith("+")) {
            settings.put(name.substring(1).strip(), value);
          } else if (!(value instanceof Map)) {
            settings.put(name, value);
          }
        });
    return settings;
  }

  private static String tree(ResourceType type) {
    return switch (type) {
      case SEED -> "seeds";
      case SNAPSHOT -> "snapshots";
      case SOURCE -> "sources";
      case TEST -> "data_tests";
      case METRIC -> "metrics";
      case SEMANTIC_MODEL -> "semantic_models";
      case SAVED_QUERY -> "saved_queries";
      case EXPOSURE -> "exposures";
      case UNIT_TEST -> "unit_tests";
      case FUNCTION -> "functions";
      default -> "models";
    };
  }
}
