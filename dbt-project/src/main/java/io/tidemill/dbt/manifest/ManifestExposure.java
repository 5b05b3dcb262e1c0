package io.tidemill.dbt.manifest;

import java.util.List;
import java.util.Map;

/**
 * A use of the data outside dbt: a dashboard, a notebook, an application.
 *
 * @param content the object dbt writes into manifest.json for it, by dbt's names
 */
public record ManifestExposure(Map<String, Object> content) {

  public ManifestExposure {
    content = Content.freeze(content);
  }

  public String uniqueId() {
    return Content.text(content, "unique_id");
  }

  public String name() {
    return Content.text(content, "name");
  }

  public String packageName() {
    return Content.text(content, "package_name");
  }

  public String type() {
    return Content.text(content, "type");
  }

  public String url() {
    return Content.text(content, "url");
  }

  /** {@code name} and {@code email}. */
  public Map<String, Object> owner() {
    return Content.object(content, "owner");
  }

  public List<String> dependsOn() {
    return Content.texts(Content.object(content, "depends_on"), "nodes");
  }

  public Map<String, Object> meta() {
    return Content.object(content, "meta");
  }

  public List<String> tags() {
    return Content.texts(content, "tags");
  }

  public NodeConfig config() {
    return new NodeConfig(Content.object(content, "config"));
  }

  public List<String> fqn() {
    return Content.texts(content, "fqn");
  }

  public String originalFilePath() {
    return Content.text(content, "original_file_path");
  }
}
