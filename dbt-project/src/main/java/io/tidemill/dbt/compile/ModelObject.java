package io.tidemill.dbt.compile;

import io.tidemill.dbt.manifest.ManifestNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code model}: the node's manifest object without what is null. */
final class ModelObject {
  private ModelObject() {}

  static Map<String, Object> of(ManifestNode node) {
    return withoutNulls(node.content());
  }

  private static Map<String, Object> withoutNulls(Map<?, ?> map) {
    Map<String, Object> kept = new LinkedHashMap<>();
    map.forEach(
        (key, value) -> {
          if (value != null) {
            kept.put(String.valueOf(key), cleaned(value));
          }
        });
    return kept;
  }

  private static @Nullable Object cleaned(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return withoutNulls(map);
    }
    if (value instanceof List<?> list) {
      List<Object> items = new ArrayList<>(list.size());
      list.forEach(item -> items.add(cleaned(item)));
      return items;
    }
    return value;
  }
}
