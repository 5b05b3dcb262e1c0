package io.tidemill.dbt.selection;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code config.a.b:value}: whether a config of a node has a value, or a list with it. */
final class ConfigMatch {
  private ConfigMatch() {}

  static boolean matches(Member member, List<String> path, String wanted) {
    if (!member.isNode() && !member.is("source")) {
      return false;
    }
    Object value = member.map("config");
    for (String key : path) {
      if (!(value instanceof Map<?, ?> map) || !has(map, key)) {
        return false;
      }
      value = map.containsKey(key) ? map.get(key) : map.get(key.replace('_', '-'));
    }
    if (value instanceof List<?> list) {
      return list.stream().anyMatch(item -> equal(item, wanted, false));
    }
    return equal(value, wanted, path.equals(List.of("severity")));
  }

  private static boolean has(Map<?, ?> map, String key) {
    return map.containsKey(key) || map.containsKey(key.replace('_', '-'));
  }

  private static boolean equal(@Nullable Object value, String wanted, boolean ignoreCase) {
    if (value instanceof Boolean flag) {
      return wanted.equalsIgnoreCase(flag.toString());
    }
    if (value instanceof String text) {
      return ignoreCase ? text.equalsIgnoreCase(wanted) : text.equals(wanted);
    }
    return false;
  }
}
