package io.tidemill.dbt.parse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The columns of a properties entry as the manifest holds them. */
final class ColumnContent {
  private static final Set<String> KNOWN =
      Set.of(
          "name",
          "description",
          "meta",
          "data_type",
          "constraints",
          "quote",
          "config",
          "tags",
          "granularity",
          "dimension",
          "entity",
          "tests",
          "data_tests",
          "docs");

  private ColumnContent() {}

  static Map<String, Object> of(List<Map<String, Object>> columns) {
    Map<String, Object> content = new LinkedHashMap<>();
    for (Map<String, Object> column : columns) {
      content.put(String.valueOf(column.get("name")), column(column));
    }
    return content;
  }

  private static Map<String, Object> column(Map<String, Object> column) {
    Map<String, Object> config = Properties.mapOf(column.get("config"));
    Map<String, Object> meta = Properties.mapOf(column.get("meta"));
    meta.putAll(Properties.mapOf(config.get("meta")));
    Set<Object> tags = new LinkedHashSet<>(ConfigMerge.list(column.get("tags")));
    tags.addAll(ConfigMerge.list(config.get("tags")));
    List<Object> constraints = new ArrayList<>();
    for (Map<String, Object> constraint : Properties.mapsOf(column.get("constraints"))) {
      constraints.add(constraint(constraint, false));
    }
    Object description = column.get("description");
    Map<String, Object> content =
        ConfigDefaults.of(
            "name", column.get("name"),
            "description", description == null ? "" : description,
            "meta", meta,
            "data_type", column.get("data_type"),
            "constraints", constraints,
            "quote", column.get("quote"),
            "config", ConfigDefaults.of("meta", meta, "tags", new ArrayList<>(tags)),
            "tags", new ArrayList<>(tags),
            "granularity", column.get("granularity"),
            "dimension", column.get("dimension"),
            "entity", column.get("entity"),
            "doc_blocks", new ArrayList<>());
    column.forEach(
        (key, value) -> {
          if (!KNOWN.contains(key)) {
            content.put(key, value);
          }
        });
    return content;
  }

  /** A constraint with all its fields; those of models name columns. */
  static Map<String, Object> constraint(Map<String, Object> written, boolean ofModel) {
    Map<String, Object> content =
        ConfigDefaults.of(
            "type", written.get("type"),
            "name", written.get("name"),
            "expression", written.get("expression"),
            "warn_unenforced", !Boolean.FALSE.equals(written.get("warn_unenforced")),
            "warn_unsupported", !Boolean.FALSE.equals(written.get("warn_unsupported")),
            "to", written.get("to"),
            "to_columns", ConfigMerge.list(written.get("to_columns")));
    if (ofModel) {
      content.put("columns", ConfigMerge.list(written.get("columns")));
    }
    return content;
  }
}
