package io.tidemill.dbt.manifest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table that someone else fills.
 *
 * @param content the object dbt writes into manifest.json for it, by dbt's names
 */
public record ManifestSource(Map<String, Object> content) {

  public ManifestSource {
    content = Content.freeze(content);
  }

  public String uniqueId() {
    return Content.text(content, "unique_id");
  }

  public String packageName() {
    return Content.text(content, "package_name");
  }

  public String sourceName() {
    return Content.text(content, "source_name");
  }

  public String name() {
    return Content.text(content, "name");
  }

  public @Nullable String database() {
    return Content.textOrNull(content, "database");
  }

  public String schema() {
    return Content.text(content, "schema");
  }

  public String identifier() {
    return Content.text(content, "identifier");
  }

  /** What {@code source} prints. */
  public String relationName() {
    return Content.text(content, "relation_name");
  }

  public String loader() {
    return Content.text(content, "loader");
  }

  /**
   * Expression over a row that says when it was loaded; null when freshness comes from metadata.
   */
  public @Nullable String loadedAtField() {
    return Content.textOrNull(content, "loaded_at_field");
  }

  public @Nullable String loadedAtQuery() {
    return Content.textOrNull(content, "loaded_at_query");
  }

  /** The table's meta over its source's meta. */
  public Map<String, Object> meta() {
    return Content.object(content, "meta");
  }

  public Map<String, Object> sourceMeta() {
    return Content.object(content, "source_meta");
  }

  /** {@code location}, {@code file_format}, {@code partitions}, ...; empty when not external. */
  public Map<String, Object> external() {
    return Content.object(content, "external");
  }

  /** {@code warn_after}, {@code error_after}, {@code filter}; empty when not checked. */
  public Map<String, Object> freshness() {
    return Content.object(content, "freshness");
  }

  public Map<String, ManifestColumn> columns() {
    Map<String, ManifestColumn> columns = new LinkedHashMap<>();
    Map<String, Object> objects = Content.object(content, "columns");
    for (String name : objects.keySet()) {
      columns.put(name, new ManifestColumn(Content.object(objects, name)));
    }
    return columns;
  }

  public List<String> tags() {
    return Content.texts(content, "tags");
  }

  public String description() {
    return Content.text(content, "description");
  }

  public NodeConfig config() {
    return new NodeConfig(Content.object(content, "config"));
  }

  public String originalFilePath() {
    return Content.text(content, "original_file_path");
  }

  public List<String> fqn() {
    return Content.texts(content, "fqn");
  }
}
