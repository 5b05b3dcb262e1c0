package io.tidemill.dbt.parse;

import io.tidemill.dbt.manifest.ResourceType;
import java.util.Map;

/** What dbt derives or corrects once all levels of a config are merged. */
final class ConfigFinish {
  private ConfigFinish() {}

  static void finish(ResourceType type, Map<String, Object> config) {
    if (config.get("static_analysis") instanceof Boolean flag) {
      // YAML reads a bare on or off as a boolean.
      config.put("static_analysis", flag ? "on" : "off");
    }
    if (type == ResourceType.TEST) {
      storeFailures(config);
    }
    if (config.get("tags") instanceof String tag) {
      config.put("tags", ConfigMerge.list(tag));
    }
    Map<String, Object> defaults = ConfigDefaults.of(type);
    config
        .entrySet()
        .removeIf(entry -> entry.getValue() == null && !defaults.containsKey(entry.getKey()));
    restoreDefaults(config, defaults);
  }

  /**
   * dbt writes configs without nulls and reads them back, so a null does not survive where a
   * default is not null.
   */
  private static void restoreDefaults(Map<String, Object> config, Map<String, Object> defaults) {
    defaults.forEach(
        (key, value) -> {
          if (config.get(key) == null && value != null && !key.equals("freshness")) {
            config.put(key, value);
          }
        });
  }

  private static void storeFailures(Map<String, Object> config) {
    Object as = config.get("store_failures_as");
    if (as == null) {
      Object store = config.get("store_failures");
      if (store instanceof Boolean flag) {
        config.put("store_failures_as", flag ? "table" : "ephemeral");
      }
    } else {
      config.put("store_failures", !as.equals("ephemeral"));
    }
  }
}
