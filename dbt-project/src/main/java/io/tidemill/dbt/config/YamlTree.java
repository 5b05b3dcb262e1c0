package io.tidemill.dbt.config;

import io.tidemill.dbt.context.Arguments;
import io.tidemill.dbt.context.Templates;
import io.tidemill.dbt.jinja.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Renders the strings of a YAML value, each to the native value its Jinja gives.
 *
 * <p>A copy is made; the value itself is not changed.
 */
public final class YamlTree {
  private final Scope scope;
  private final Predicate<List<Object>> rendered;
  private final String file;

  /**
   * @param rendered whether the string at a path of keys and indexes is rendered
   * @param file for messages
   */
  public YamlTree(Scope scope, Predicate<List<Object>> rendered, String file) {
    this.scope = scope;
    this.rendered = rendered;
    this.file = file;
  }

  public Map<String, Object> renderMap(Map<String, Object> map) {
    return map(map, new ArrayList<>());
  }

  public @Nullable Object render(@Nullable Object value) {
    return value(value, new ArrayList<>());
  }

  private @Nullable Object value(@Nullable Object value, List<Object> path) {
    if (value instanceof Map<?, ?> map) {
      return map(map, path);
    }
    if (value instanceof List<?> list) {
      List<Object> copy = new ArrayList<>(list.size());
      for (int i = 0; i < list.size(); i++) {
        path.add(i);
        copy.add(value(list.get(i), path));
        path.remove(path.size() - 1);
      }
      return copy;
    }
    if (value instanceof String text && Templates.hasJinja(text) && rendered.test(path)) {
      return Arguments.plain(Templates.renderNative(text, file, scope));
    }
    return value;
  }

  private Map<String, Object> map(Map<?, ?> map, List<Object> path) {
    Map<String, Object> copy = new LinkedHashMap<>();
    map.forEach(
        (key, item) -> {
          path.add(key);
          copy.put(String.valueOf(key), value(item, path));
          path.remove(path.size() - 1);
        });
    return copy;
  }
}
