package io.tidemill.dbt.parse;

import io.tidemill.dbt.manifest.ResourceType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The object of a node as dbt writes it, with everything that is known before it is rendered. */
final class NodeContent {
  private NodeContent() {}

  /**
   * @param checksumName {@code sha256} or {@code none}
   */
  static Map<String, Object> of(
      ResourceType type,
      Origin origin,
      String uniqueId,
      String name,
      List<String> fqn,
      String rawCode,
      String checksumName,
      String checksum,
      Defaults defaults) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("database", defaults.database());
    content.put("schema", defaults.schema());
    content.put("name", name);
    content.put("resource_type", type.label());
    content.put("package_name", origin.packageName());
    content.put("path", origin.path());
    content.put("original_file_path", origin.originalFilePath());
    content.put("unique_id", uniqueId);
    content.put("fqn", new ArrayList<>(fqn));
    content.put("alias", name);
    content.put("checksum", ConfigDefaults.of("name", checksumName, "checksum", checksum));
    content.put("config", new LinkedHashMap<>());
    content.put("tags", new ArrayList<>());
    content.put("description", "");
    content.put("columns", new LinkedHashMap<>());
    content.put("meta", new LinkedHashMap<>());
    content.put("group", null);
    content.put("docs", ConfigDefaults.of("show", true, "node_color", null));
    content.put("patch_path", null);
    content.put("build_path", null);
    content.put("unrendered_config", new LinkedHashMap<>());
    content.put("created_at", defaults.createdAt());
    content.put("relation_name", null);
    content.put("raw_code", rawCode);
    content.put("doc_blocks", new ArrayList<>());
    if (type == ResourceType.SEED) {
      content.put("root_path", defaults.root());
      content.put("depends_on", ConfigDefaults.of("macros", new ArrayList<>()));
      return content;
    }
    content.put("language", language(origin.originalFilePath()));
    content.put("refs", new ArrayList<>());
    content.put("sources", new ArrayList<>());
    content.put("metrics", new ArrayList<>());
    content.put("functions", new ArrayList<>());
    content.put(
        "depends_on", ConfigDefaults.of("macros", new ArrayList<>(), "nodes", new ArrayList<>()));
    content.put("compiled_path", null);
    content.put(
        "contract", ConfigDefaults.of("enforced", false, "alias_types", true, "checksum", null));
    if (type == ResourceType.FUNCTION) {
      content.put("arguments", new ArrayList<>());
      content.put("returns", null);
      content.put("overloads", new ArrayList<>());
    }
    if (type == ResourceType.MODEL) {
      content.put("access", "protected");
      content.put("constraints", new ArrayList<>());
      content.put("version", null);
      content.put("latest_version", null);
      content.put("deprecation_date", null);
      content.put("primary_key", new ArrayList<>());
      content.put("time_spine", null);
    }
    return content;
  }

  private static String language(String path) {
    return path.endsWith(".py") ? "python" : path.endsWith(".js") ? "javascript" : "sql";
  }

  /** Where a node is written. */
  record Origin(String packageName, String path, String originalFilePath) {}

  /** What every node starts with. */
  record Defaults(
      @Nullable String database, String schema, double createdAt, @Nullable String root) {}
}
