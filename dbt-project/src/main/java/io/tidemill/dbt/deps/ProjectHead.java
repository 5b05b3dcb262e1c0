package io.tidemill.dbt.deps;

import io.tidemill.dbt.ProjectSource;
import io.tidemill.dbt.config.ConfigurationScope;
import io.tidemill.dbt.config.ProjectConfig;
import io.tidemill.dbt.config.ProjectFileReader;
import java.nio.file.Path;
import java.util.Map;

/** What of a project is known before its packages and its profile are: its dbt_project.yml. */
public final class ProjectHead {
  private ProjectHead() {}

  /**
   * Reads a project's dbt_project.yml, without {@code target}.
   *
   * @throws io.tidemill.dbt.error.ProjectException when it is missing or wrong
   */
  public static ProjectConfig read(ProjectSource source) {
    return read(
        source.projectDir().toAbsolutePath().normalize(), source.vars(), source.environment());
  }

  static ProjectConfig read(
      Path folder, Map<String, Object> vars, Map<String, String> environment) {
    return new ProjectFileReader(folder, ProjectFileReader.FILE)
        .read(ConfigurationScope.of("", vars, environment, null))
        .config();
  }
}
