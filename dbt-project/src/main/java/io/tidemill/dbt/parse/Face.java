package io.tidemill.dbt.parse;

import io.tidemill.dbt.cache.Section;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The part of a resource that others depend on: as long as it is the same, they are. */
final class Face {
  private static final List<String> KEYS =
      List.of(
          "unique_id",
          "resource_type",
          "name",
          "package_name",
          "source_name",
          "version",
          "latest_version",
          "access",
          "group",
          "database",
          "schema",
          "alias",
          "relation_name");

  private Face() {}

  /** Empty for what nothing depends on. */
  static Map<String, Object> of(Section section, Map<String, Object> content) {
    boolean seen =
        switch (section) {
          case SOURCE, DISABLED, DISABLED_OTHER -> true;
          case NODE ->
              content.get("relation_name") != null
                  || !String.valueOf(content.get("resource_type")).equals("test");
          default -> false;
        };
    Map<String, Object> face = new LinkedHashMap<>();
    if (seen) {
      for (String key : KEYS) {
        if (content.get(key) != null) {
          face.put(key, content.get(key));
        }
      }
      face.put("disabled", section == Section.DISABLED || section == Section.DISABLED_OTHER);
    }
    return face;
  }

  /** The name by which others refer to it. */
  static String name(Map<String, Object> face) {
    String name = String.valueOf(face.get("name"));
    return "source".equals(face.get("resource_type"))
        ? FileNames.source(String.valueOf(face.get("source_name")), name)
        : FileNames.node(name);
  }
}
