package io.tidemill.dbt.artifact;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The list of an artifact, each entry an object. */
final class ArtifactEntries {
  private ArtifactEntries() {}

  static List<Map<String, Object>> of(Map<String, Object> artifact, String key) {
    List<Map<String, Object>> entries = new ArrayList<>();
    if (artifact.get(key) instanceof List<?> list) {
      for (Object item : list) {
        if (item instanceof Map<?, ?> fields) {
          Map<String, Object> entry = new LinkedHashMap<>();
          fields.forEach((name, value) -> entry.put(String.valueOf(name), value));
          entries.add(Collections.unmodifiableMap(entry));
        }
      }
    }
    return entries;
  }
}
