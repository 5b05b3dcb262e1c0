package io.tidemill.dbt.compile;

import io.tidemill.dbt.manifest.ManifestNode;
import io.tidemill.dbt.parse.LoadedProject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A node for SQL that is in no file. */
final class InlineNode {
  private InlineNode() {}

  static ManifestNode of(LoadedProject project, String sql) {
    String packageName = project.config().name();
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("database", project.profile().glue().schema());
    content.put("schema", project.profile().glue().schema());
    content.put("name", "inline_query");
    content.put("resource_type", "sql operation");
    content.put("package_name", packageName);
    content.put("path", "from remote system");
    content.put("original_file_path", "from remote system");
    content.put("unique_id", "sql operation." + packageName + ".inline_query");
    content.put("fqn", List.of(packageName, "sql", "inline_query"));
    content.put("alias", "inline_query");
    content.put("config", Map.of("enabled", true, "materialized", "view"));
    content.put("raw_code", sql);
    content.put("language", "sql");
    content.put("depends_on", Map.of("macros", List.of(), "nodes", List.of()));
    return new ManifestNode(content);
  }
}
