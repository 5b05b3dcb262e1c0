package io.tidemill.dbt.artifact;

import io.tidemill.dbt.manifest.Manifest;
import io.tidemill.dbt.manifest.ManifestResource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What of the manifest MetricFlow reads, by its names. */
final class SemanticContent {
  private static final List<String> SEMANTIC_MODEL =
      List.of(
          "name",
          "defaults",
          "description",
          "node_relation",
          "primary_entity",
          "entities",
          "measures",
          "dimensions",
          "label",
          "metadata",
          "config");
  private static final List<String> METRIC =
      List.of(
          "name",
          "description",
          "type",
          "datatype",
          "type_params",
          "filter",
          "metadata",
          "label",
          "config",
          "time_granularity");
  private static final List<String> SAVED_QUERY =
      List.of("name", "query_params", "description", "metadata", "label", "exports", "tags");

  private SemanticContent() {}

  static Map<String, Object> of(Manifest manifest) {
    Map<String, Object> version = new LinkedHashMap<>();
    version.put("major_version", "0");
    version.put("minor_version", "213");
    version.put("patch_version", "0");
    Map<String, Object> project = new LinkedHashMap<>();
    project.put("time_spine_table_configurations", oldTimeSpine(manifest));
    project.put("metadata", null);
    project.put("dsi_package_version", version);
    project.put("time_spines", timeSpines(manifest));
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("semantic_models", all(manifest.semanticModels(), SEMANTIC_MODEL));
    content.put("metrics", all(manifest.metrics(), METRIC));
    content.put("project_configuration", project);
    content.put("saved_queries", all(manifest.savedQueries(), SAVED_QUERY));
    return content;
  }

  private static List<Map<String, Object>> all(
      Map<String, ManifestResource> resources, List<String> keys) {
    List<Map<String, Object>> contents = new ArrayList<>();
    for (ManifestResource resource : resources.values()) {
      Map<String, Object> content = new LinkedHashMap<>();
      for (String key : keys) {
        Object value = resource.content().get(key);
        content.put(
            key,
            switch (key) {
              case "config" -> onlyMeta(value);
              case "entities", "measures" -> elements(value);
              case "exports" -> exports(value);
              default -> value;
            });
      }
      contents.add(content);
    }
    return contents;
  }

  /** A model of this name counts as a time spine of days although nothing says that it is one. */
  private static List<Map<String, Object>> oldTimeSpine(Manifest manifest) {
    List<Map<String, Object>> spines = new ArrayList<>();
    if (manifest.semanticModels().isEmpty()) {
      return spines;
    }
    manifest
        .nodes()
        .values()
        .forEach(
            node -> {
              if (node.name().equals("metricflow_time_spine")
                  && node.content().get("time_spine") == null) {
                Map<String, Object> spine = new LinkedHashMap<>();
                spine.put("location", node.relationName());
                spine.put("column_name", "date_day");
                spine.put("grain", "day");
                spines.add(spine);
              }
            });
    return spines;
  }

  private static List<Map<String, Object>> objects(@Nullable Object value) {
    List<Map<String, Object>> objects = new ArrayList<>();
    if (value instanceof List<?> items) {
      for (Object item : items) {
        if (item instanceof Map<?, ?> fields) {
          Map<String, Object> copy = new LinkedHashMap<>();
          fields.forEach((name, field) -> copy.put(String.valueOf(name), field));
          objects.add(copy);
        }
      }
    }
    return objects;
  }

  private static List<Map<String, Object>> elements(@Nullable Object value) {
    List<Map<String, Object>> elements = objects(value);
    elements.forEach(element -> element.putIfAbsent("metadata", null));
    return elements;
  }

  private static List<Map<String, Object>> exports(@Nullable Object value) {
    List<Map<String, Object>> exports = objects(value);
    for (Map<String, Object> export : exports) {
      export.remove("unrendered_config");
      if (export.get("config") instanceof Map<?, ?> config) {
        Map<Object, Object> kept = new LinkedHashMap<>(config);
        kept.remove("database");
        export.put("config", kept);
      }
    }
    return exports;
  }

  private static Map<String, Object> onlyMeta(@Nullable Object config) {
    Map<String, Object> kept = new LinkedHashMap<>();
    Object meta = config instanceof Map<?, ?> fields ? fields.get("meta") : null;
    kept.put("meta", meta == null ? Map.of() : meta);
    return kept;
  }

  private static List<Map<String, Object>> timeSpines(Manifest manifest) {
    List<Map<String, Object>> spines = new ArrayList<>();
    manifest
        .nodes()
        .values()
        .forEach(
            node -> {
              if (node.content().get("time_spine") instanceof Map<?, ?> spine) {
                String column = String.valueOf(spine.get("standard_granularity_column"));
                Map<String, Object> relation = new LinkedHashMap<>();
                relation.put("alias", node.alias());
                relation.put("schema_name", node.schema());
                relation.put("database", node.database());
                relation.put("relation_name", node.relationName());
                Map<String, Object> primary = new LinkedHashMap<>();
                primary.put("name", column);
                primary.put(
                    "time_granularity",
                    node.columns().containsKey(column)
                        ? node.columns().get(column).content().get("granularity")
                        : null);
                Map<String, Object> content = new LinkedHashMap<>();
                content.put("node_relation", relation);
                content.put("primary_column", primary);
                content.put(
                    "custom_granularities",
                    spine.get("custom_granularities") instanceof List<?> list ? list : List.of());
                spines.add(content);
              }
            });
    return spines;
  }
}
