package io.tidemill.dbt.parse;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The freshness of a table: that of its source, key by key under its own; an explicit null switches
 * it off.
 */
final class SourceFreshness {
  private static final String KEY = "freshness";

  private SourceFreshness() {}

  /** Puts the merged freshness into the patch, or takes the key out when the file says nothing. */
  static void put(Map<String, Object> patch, Properties entry, Map<String, Object> table) {
    Map<String, Object> sourceConfig = entry.map("config");
    Map<String, Object> tableConfig = Properties.mapOf(table.get("config"));
    if (off(entry.fields()) || off(sourceConfig) || off(table) || off(tableConfig)) {
      boolean reopened = table.get(KEY) instanceof Map || tableConfig.get(KEY) instanceof Map;
      if (!reopened || off(table) || off(tableConfig)) {
        patch.put(KEY, null);
        return;
      }
    }
    Map<String, Object> merged = threshold(null);
    boolean set = false;
    for (Object value :
        new Object[] {
          entry.get(KEY), sourceConfig.get(KEY), table.get(KEY), tableConfig.get(KEY)
        }) {
      if (value instanceof Map<?, ?> written && !written.isEmpty()) {
        merge(merged, written);
        set = true;
      }
    }
    if (set) {
      patch.put(KEY, merged);
    } else {
      patch.remove(KEY);
    }
  }

  private static boolean off(Map<String, Object> fields) {
    return fields.containsKey(KEY) && fields.get(KEY) == null;
  }

  private static Map<String, Object> threshold(@Nullable Object filter) {
    return ConfigDefaults.of(
        "warn_after", ConfigDefaults.of("count", null, "period", null),
        "error_after", ConfigDefaults.of("count", null, "period", null),
        "filter", filter);
  }

  private static void merge(Map<String, Object> merged, Map<?, ?> written) {
    for (String key : new String[] {"warn_after", "error_after"}) {
      if (written.containsKey(key)) {
        Object value = written.get(key);
        Map<String, Object> time = new LinkedHashMap<>(Properties.mapOf(merged.get(key)));
        time.putAll(Properties.mapOf(value));
        merged.put(key, value == null ? null : time);
      }
    }
    if (written.get("filter") != null) {
      merged.put("filter", written.get("filter"));
    }
  }
}
