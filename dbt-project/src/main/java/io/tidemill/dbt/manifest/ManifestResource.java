package io.tidemill.dbt.manifest;

import java.util.List;
import java.util.Map;

/**
 * What else the manifest keeps without our running it: groups, docs, metrics, semantic models,
 * saved queries, unit tests, functions.
 *
 * @param content the object dbt writes into manifest.json for it, by dbt's names
 */
public record ManifestResource(Map<String, Object> content) {

  public ManifestResource {
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

  public List<String> dependsOn() {
    return Content.texts(Content.object(content, "depends_on"), "nodes");
  }

  public List<String> fqn() {
    return Content.texts(content, "fqn");
  }

  public List<String> tags() {
    return Content.texts(content, "tags");
  }

  public NodeConfig config() {
    return new NodeConfig(Content.object(content, "config"));
  }

  public String originalFilePath() {
    return Content.text(content, "original_file_path");
  }
}
