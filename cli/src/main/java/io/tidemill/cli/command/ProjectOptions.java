package io.tidemill.cli.command;

import io.tidemill.cli.UserException;
import io.tidemill.dbt.ProjectSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Which dbt project, in dbt's own options. */
public final class ProjectOptions {
  @Option(
      names = "--project-dir",
      paramLabel = "DIR",
      description = "Folder with dbt_project.yml. Default: the current folder.",
      defaultValue = "${env:DBT_PROJECT_DIR:-.}")
  private Path projectDir = Path.of(".");

  @Option(
      names = "--profiles-dir",
      paramLabel = "DIR",
      description = "Folder with profiles.yml. Default: the project's, then ~/.dbt.",
      defaultValue = "${env:DBT_PROFILES_DIR}")
  private @Nullable Path profilesDir;

  @Option(
      names = {"-t", "--target"},
      paramLabel = "NAME",
      description = "Output of the profile. Default: the profile's own.",
      defaultValue = "${env:DBT_TARGET}")
  private @Nullable String target;

  @Option(
      names = "--vars",
      paramLabel = "YAML",
      description = "Variables as a JSON object, e.g. '{\"day\": \"2026-11-22\"}'.",
      defaultValue = "{}")
  private String vars = "{}";

  Path projectDir() {
    Path dir = projectDir.toAbsolutePath().normalize();
    if (!Files.exists(dir.resolve("dbt_project.yml"))) {
      throw new UserException(
          "Expected a dbt project in %s, but there is no dbt_project.yml. Name its folder with --project-dir"
              .formatted(dir));
    }
    return dir;
  }

  @Nullable String target() {
    return target;
  }

  ProjectSource source() {
    return new ProjectSource(
        projectDir(), profilesDir, target, variables(), Map.copyOf(System.getenv()));
  }

  private Map<String, Object> variables() {
    try {
      return new JsonMapper().readValue(vars, new TypeReference<Map<String, Object>>() {});
    } catch (JacksonException e) {
      throw new UserException(
          "Expected --vars to be a JSON object, but got '%s': %s"
              .formatted(vars, e.getOriginalMessage()),
          e);
    }
  }
}
