package io.tidemill.dbt.parse;

import io.tidemill.dbt.config.ProjectConfig;
import io.tidemill.dbt.config.ProjectFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The root project or an installed package of it.
 *
 * @param file its dbt_project.yml
 */
record Package(ProjectFile file) {

  ProjectConfig config() {
    return file.config();
  }

  String name() {
    return file.config().name();
  }

  Path root() {
    return file.config().root();
  }

  List<String> paths(String kind) {
    return file.config().paths().getOrDefault(kind, List.of());
  }

  /** The config tree of a kind of resource as written: {@code models}, {@code data_tests}, ... */
  Map<String, Object> unrendered(String tree) {
    return file.unrendered().getOrDefault(tree, Map.of());
  }

  Map<String, Object> rendered(String tree) {
    return file.config().configs().getOrDefault(tree, Map.of());
  }
}
