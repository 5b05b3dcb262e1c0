package io.tidemill.dbt.context;

import java.util.Map;

/**
 * A macro of the project, of a package, or of dbt itself.
 *
 * @param content the object that goes into the manifest
 * @param source its text
 */
public record ProjectMacro(Map<String, Object> content, MacroSource source) {

  public String uniqueId() {
    return String.valueOf(content.get("unique_id"));
  }

  public String name() {
    return String.valueOf(content.get("name"));
  }

  public String packageName() {
    return String.valueOf(content.get("package_name"));
  }
}
