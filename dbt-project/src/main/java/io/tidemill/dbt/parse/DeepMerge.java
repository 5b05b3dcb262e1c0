package io.tidemill.dbt.parse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** dbt's merge of nested mappings. */
final class DeepMerge {
  private DeepMerge() {}

  /**
   * Mappings are merged, the new items of lists come before the old ones, anything else is
   * replaced.
   */
  static Map<String, Object> prepending(Map<String, Object> base, Map<String, Object> over) {
    Map<String, Object> merged = new LinkedHashMap<>(base);
    over.forEach(
        (key, value) -> {
          Object known = merged.get(key);
          if (known instanceof Map && value instanceof Map) {
            merged.put(key, prepending(Properties.mapOf(known), Properties.mapOf(value)));
          } else if (known instanceof List<?> before && value instanceof List<?> after) {
            List<Object> both = new ArrayList<>(after);
            both.addAll(before);
            merged.put(key, both);
          } else {
            merged.put(key, value);
          }
        });
    return merged;
  }
}
