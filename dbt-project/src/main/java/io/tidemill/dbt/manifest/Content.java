package io.tidemill.dbt.manifest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Typed reading of one JSON object of the manifest.
 *
 * <p>Resources keep the object dbt would write, because three readers want exactly that:
 * manifest.json, {@code graph} and {@code model} in Jinja, and a manifest.json made by dbt that
 * must survive a round trip.
 */
final class Content {
  private Content() {}

  static Map<String, Object> freeze(Map<String, ?> content) {
    if (content instanceof StoredObject stored) {
      return stored;
    }
    return Collections.unmodifiableMap(new LinkedHashMap<>(content));
  }

  static String text(Map<String, Object> content, String key) {
    Object value = content.get(key);
    return value == null ? "" : value.toString();
  }

  static @Nullable String textOrNull(Map<String, Object> content, String key) {
    Object value = content.get(key);
    return value == null ? null : value.toString();
  }

  static boolean flag(Map<String, Object> content, String key, boolean absent) {
    return content.get(key) instanceof Boolean flag ? flag : absent;
  }

  /** A list of strings; one string counts as a list of one, as in dbt. */
  static List<String> texts(Map<String, Object> content, String key) {
    Object value = content.get(key);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof Iterable<?> items)) {
      return List.of(value.toString());
    }
    List<String> texts = new ArrayList<>();
    for (Object item : items) {
      texts.add(String.valueOf(item));
    }
    return List.copyOf(texts);
  }

  static Map<String, Object> object(Map<String, Object> content, String key) {
    return content.get(key) instanceof Map<?, ?> object ? objectOf(object) : Map.of();
  }

  static List<Map<String, Object>> objects(Map<String, Object> content, String key) {
    if (!(content.get(key) instanceof Iterable<?> items)) {
      return List.of();
    }
    List<Map<String, Object>> objects = new ArrayList<>();
    for (Object item : items) {
      if (item instanceof Map<?, ?> object) {
        objects.add(objectOf(object));
      }
    }
    return List.copyOf(objects);
  }

  // JSON and YAML objects have string keys by construction.
  @SuppressWarnings("unchecked")
  private static Map<String, Object> objectOf(Map<?, ?> object) {
    return Collections.unmodifiableMap((Map<String, Object>) object);
  }
}
