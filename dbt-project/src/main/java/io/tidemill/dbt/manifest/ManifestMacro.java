package io.tidemill.dbt.manifest;

import java.util.List;
import java.util.Map;

/**
 * A macro, generic test, materialization or docs helper.
 *
 * @param content the object dbt writes into manifest.json for it, by dbt's names
 */
public record ManifestMacro(Map<String, Object> content) {

  public ManifestMacro {
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

  public String macroSql() {
    return Content.text(content, "macro_sql");
  }

  public String originalFilePath() {
    return Content.text(content, "original_file_path");
  }

  public List<String> dependsOnMacros() {
    return Content.texts(Content.object(content, "depends_on"), "macros");
  }
}
