package io.tidemill.dbt.parse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** How a more specific config changes a less specific one, key by key. */
final class ConfigMerge {
  private static final Set<String> APPENDED = Set.of("pre-hook", "post-hook", "tags", "packages");
  private static final Set<String> UPDATED =
      Set.of(
          "quoting",
          "column_types",
          "meta",
          "docs",
          "contract",
          "snapshot_meta_column_names",
          "latest_version_pointer");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ConfigMerge() {}

  /** Lays {@code change} over {@code config}, which is changed. */
  static void apply(Map<String, Object> config, Map<String, ?> change) {
    change.forEach(
        (written, value) -> {
          String key = hookName(written.strip());
          config.put(key, merged(key, config.get(key), value));
        });
  }

  /** dbt takes both spellings of hooks. */
  static String hookName(String key) {
    return key.equals("pre_hook") || key.equals("post_hook") ? key.replace('_', '-') : key;
  }

  private static @Nullable Object merged(
      String key, @Nullable Object current, @Nullable Object value) {
    if (APPENDED.contains(key)) {
      List<Object> list = list(current);
      for (Object item : list(value)) {
        list.add(key.endsWith("-hook") ? hook(item) : item);
      }
      return list;
    }
    if (UPDATED.contains(key)
        && current instanceof Map<?, ?> before
        && value instanceof Map<?, ?> after) {
      Map<Object, Object> union = new LinkedHashMap<>(before);
      union.putAll(after);
      return union;
    }
    if (key.equals("grants")
        && current instanceof Map<?, ?> before
        && value instanceof Map<?, ?> after) {
      return grants(before, after);
    }
    return value;
  }

  private static Object grants(Map<?, ?> before, Map<?, ?> after) {
    Map<String, Object> grants = new LinkedHashMap<>();
    before.forEach((privilege, grantees) -> grants.put(String.valueOf(privilege), list(grantees)));
    after.forEach(
        (privilege, grantees) -> {
          String name = String.valueOf(privilege);
          if (name.startsWith("+")) {
            List<Object> all = list(grants.get(name.substring(1)));
            all.addAll(list(grantees));
            grants.put(name.substring(1), all);
          } else {
            grants.put(name, list(grantees));
          }
        });
    return grants;
  }

  /** A new list; a single value is a list of one, null of none. */
  static List<Object> list(@Nullable Object value) {
    if (value instanceof List<?> items) {
      return new ArrayList<>(items);
    }
    List<Object> list = new ArrayList<>();
    if (value != null) {
      list.add(value);
    }
    return list;
  }

  /** The form a hook has in the manifest. */
  static Object hook(Object written) {
    Map<?, ?> fields = written instanceof Map<?, ?> map ? map : hookOfText(String.valueOf(written));
    Object transaction = fields.get("transaction");
    return ConfigDefaults.of(
        "sql", fields.get("sql"),
        "transaction", transaction == null || Boolean.TRUE.equals(transaction),
        "index", fields.get("index"));
  }

  private static Map<?, ?> hookOfText(String text) {
    if (text.stripLeading().startsWith("{")
        && !text.stripLeading().startsWith("{{")
        && !text.stripLeading().startsWith("{%")) {
      try {
        if (JSON.readValue(text, Object.class) instanceof Map<?, ?> fields
            && fields.containsKey("sql")) {
          return fields;
        }
      } catch (JacksonException e) {
        // A hook may be a JSON object with the SQL in it; text that is none is the SQL itself.
        return Map.of("sql", text);
      }
    }
    return Map.of("sql", text);
  }
}
