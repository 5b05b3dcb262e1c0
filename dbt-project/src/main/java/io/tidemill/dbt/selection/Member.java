package io.tidemill.dbt.selection;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Anything that can be selected, seen through its manifest object.
 *
 * @param uniqueId its identity
 * @param type dbt's word for its kind
 * @param content its manifest object
 */
record Member(String uniqueId, String type, Map<String, Object> content) {

  String text(String key) {
    Object value = content.get(key);
    return value == null ? "" : value.toString();
  }

  List<String> texts(String key) {
    return texts(content.get(key));
  }

  private static List<String> texts(@Nullable Object value) {
    return value instanceof List<?> items
        ? items.stream().map(String::valueOf).toList()
        : List.of();
  }

  Map<?, ?> map(String key) {
    return content.get(key) instanceof Map<?, ?> map ? map : Map.of();
  }

  List<String> dependsOn() {
    return texts(map("depends_on").get("nodes"));
  }

  List<String> dependsOnMacros() {
    return texts(map("depends_on").get("macros"));
  }

  boolean is(String kind) {
    return type.equals(kind);
  }

  /** Nodes of the manifest proper, as opposed to sources, exposures and the like. */
  boolean isNode() {
    return switch (type) {
      case "model", "seed", "snapshot", "test", "analysis", "operation" -> true;
      default -> false;
    };
  }

  boolean isTest() {
    return is("test") || is("unit_test");
  }

  boolean isVersioned() {
    return is("model") && content.get("version") != null;
  }
}
