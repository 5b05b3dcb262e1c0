package io.tidemill.catalog.permission;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reading of configuration as YAML gives it: maps, lists, strings, of any shape a person may write.
 */
final class Yaml {
  private Yaml() {}

  static Map<String, Object> object(Map<String, ?> parent, String key) {
    return asObject(parent.get(key));
  }

  static List<Map<String, Object>> objects(Map<String, ?> parent, String key) {
    List<Map<String, Object>> objects = new ArrayList<>();
    if (parent.get(key) instanceof Iterable<?> items) {
      items.forEach(item -> objects.add(asObject(item)));
    }
    return objects;
  }

  /** A list of strings; one string counts as a list of one, null as none. */
  static List<String> texts(Map<String, ?> parent, String key) {
    Object value = parent.get(key);
    if (value == null) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    if (value instanceof Iterable<?> items) {
      items.forEach(item -> texts.add(String.valueOf(item)));
    } else {
      texts.add(value.toString());
    }
    return texts;
  }

  static @Nullable String text(Map<String, ?> parent, String key) {
    Object value = parent.get(key);
    return value == null ? null : value.toString();
  }

  /** Whether a flag is set; dbt users write both {@code true} and {@code "true"}. */
  static boolean flag(Map<String, ?> parent, String key) {
    Object value = parent.get(key);
    return value != null && Boolean.parseBoolean(value.toString());
  }

  private static Map<String, Object> asObject(@Nullable Object value) {
    Map<String, Object> object = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, item) -> object.put(String.valueOf(key), item));
    }
    return object;
  }
}
