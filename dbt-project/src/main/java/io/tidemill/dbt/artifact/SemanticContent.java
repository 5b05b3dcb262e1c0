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
    project.put("time_spine_table_configurations", List.of());
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
        content.put(key, key.equals("config") ? onlyMeta(value) : value);
      }
      contents.add(content);
    }
    return contents;
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
