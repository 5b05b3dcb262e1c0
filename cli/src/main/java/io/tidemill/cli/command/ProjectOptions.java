package io.tidemill.cli.command;

import io.tidemill.cli.UserException;
import io.tidemill.dbt.ProjectSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

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
      description = "Variables as a YAML dictionary, e.g. '{day: 2026-11-22}'.",
      defaultValue = "{}")
  private String vars = "{}";

  @Option(
      names = "--target-path",
      paramLabel = "DIR",
      description = "Where artifacts are written. Default: the project's target folder.",
      defaultValue = "${env:DBT_TARGET_PATH}")
  private @Nullable Path targetPath;

  Path projectDir() {
    Path dir = projectDir.toAbsolutePath().normalize();
    if (!Files.exists(dir.resolve("dbt_project.yml"))) {
      throw new UserException(
          "Expected a dbt project in %s, but there is no dbt_project.yml. Name its folder with --project-dir"
              .formatted(dir));
    }
    return dir;
  }

  /** The project's folder if there is one, for verbs that can do without. */
  Optional<Path> projectDirIfAny() {
    Path dir = projectDir.toAbsolutePath().normalize();
    return Files.exists(dir.resolve("dbt_project.yml")) ? Optional.of(dir) : Optional.empty();
  }

  /** Where dbt writes: {@code --target-path}, else the project's target folder. */
  Path targetPath() {
    return targetPath == null
        ? projectDir().resolve("target")
        : projectDir().resolve(targetPath).normalize();
  }

  @Nullable String target() {
    return target;
  }

  ProjectSource source() {
    return new ProjectSource(
        projectDir(), profilesDir, target, variables(), Map.copyOf(System.getenv()));
  }

  /** What {@code --vars} gives. */
  Map<String, Object> variables() {
    return YamlArguments.map("--vars", vars);
  }
}
