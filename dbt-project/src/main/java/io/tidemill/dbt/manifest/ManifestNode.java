package io.tidemill.dbt.manifest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model, seed, snapshot, test, analysis or operation.
 *
 * @param content the object dbt writes into manifest.json for it, by dbt's names
 */
public record ManifestNode(Map<String, Object> content) {

  public ManifestNode {
    content = Content.freeze(content);
  }

  public String uniqueId() {
    return Content.text(content, "unique_id");
  }

  public ResourceType resourceType() {
    return ResourceType.of(Content.text(content, "resource_type"));
  }

  public String name() {
    return Content.text(content, "name");
  }

  public String packageName() {
    return Content.text(content, "package_name");
  }

  public @Nullable String database() {
    return Content.textOrNull(content, "database");
  }

  public String schema() {
    return Content.text(content, "schema");
  }

  public String alias() {
    return Content.text(content, "alias");
  }

  /** What {@code ref} prints; null for what has no relation, as ephemeral models and most tests. */
  public @Nullable String relationName() {
    return Content.textOrNull(content, "relation_name");
  }

  public NodeConfig config() {
    return new NodeConfig(Content.object(content, "config"));
  }

  /** Unique ids of the nodes and sources this node reads. */
  public List<String> dependsOn() {
    return Content.texts(Content.object(content, "depends_on"), "nodes");
  }

  public List<String> dependsOnMacros() {
    return Content.texts(Content.object(content, "depends_on"), "macros");
  }

  public List<String> tags() {
    return Content.texts(content, "tags");
  }

  public Map<String, Object> meta() {
    return Content.object(content, "meta");
  }

  /** Described columns by name, in the order of the properties file. */
  public Map<String, ManifestColumn> columns() {
    Map<String, ManifestColumn> columns = new LinkedHashMap<>();
    Map<String, Object> objects = Content.object(content, "columns");
    for (String name : objects.keySet()) {
      columns.put(name, new ManifestColumn(Content.object(objects, name)));
    }
    return columns;
  }

  public String description() {
    return Content.text(content, "description");
  }

  public String rawCode() {
    return Content.text(content, "raw_code");
  }

  /** {@code sql} or {@code python}. */
  public String language() {
    String language = Content.text(content, "language");
    return language.isEmpty() ? "sql" : language;
  }

  /** Path below its resource folder, as {@code staging/orders.sql}. */
  public String path() {
    return Content.text(content, "path");
  }

  /** Path below its package's folder, as {@code models/staging/orders.sql}. */
  public String originalFilePath() {
    return Content.text(content, "original_file_path");
  }

  public List<String> fqn() {
    return Content.texts(content, "fqn");
  }

  public Checksum checksum() {
    Map<String, Object> checksum = Content.object(content, "checksum");
    return new Checksum(Content.text(checksum, "name"), Content.text(checksum, "checksum"));
  }

  /** Which generic test this is; null when it is not one. */
  public @Nullable TestMetadata testMetadata() {
    Map<String, Object> metadata = Content.object(content, "test_metadata");
    if (metadata.isEmpty()) {
      return null;
    }
    return new TestMetadata(
        Content.text(metadata, "name"),
        Content.object(metadata, "kwargs"),
        Content.textOrNull(metadata, "namespace"));
  }

  /**
   * Unique id of the node a generic test is declared on; null when it is not one or sits on a
   * source.
   */
  public @Nullable String attachedNode() {
    return Content.textOrNull(content, "attached_node");
  }

  public @Nullable String columnName() {
    return Content.textOrNull(content, "column_name");
  }

  public @Nullable String group() {
    return Content.textOrNull(content, "group");
  }

  public @Nullable String access() {
    return Content.textOrNull(content, "access");
  }

  /** Version of a versioned model as dbt prints it; null when there is none. */
  public @Nullable String version() {
    return Content.textOrNull(content, "version");
  }

  public boolean contractEnforced() {
    return Content.flag(Content.object(content, "contract"), "enforced", false);
  }

  /** Whether other nodes see it as a common table expression instead of a relation. */
  public boolean ephemeral() {
    return config().materialized().equals("ephemeral");
  }
}
