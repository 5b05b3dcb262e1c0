package io.tidemill.dbt;

import io.tidemill.dbt.cache.TrackedEnvironment;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a dbt project comes from and what it is read with.
 *
 * @param projectDir folder that holds {@code dbt_project.yml}
 * @param profilesDir folder that holds {@code profiles.yml}; without it the project folder, then
 *     {@code ~/.dbt}
 * @param target output of the profile to use; without it the profile's own {@code target}
 * @param vars what {@code --vars} gives; values are strings, numbers, booleans, lists, maps or null
 * @param environment what {@code env_var} sees
 */
public record ProjectSource(
    Path projectDir,
    @Nullable Path profilesDir,
    @Nullable String target,
    Map<String, Object> vars,
    Map<String, String> environment) {

  public ProjectSource {
    // Not Map.copyOf: a var may be null, and order matters when vars are printed.
    vars = Collections.unmodifiableMap(new LinkedHashMap<>(vars));
    environment = environment instanceof TrackedEnvironment ? environment : Map.copyOf(environment);
  }

  /**
   * The project in a folder with its own default target, no vars and this process's environment.
   */
  public static ProjectSource of(Path projectDir) {
    return new ProjectSource(projectDir, null, null, Map.of(), System.getenv());
  }

  /** Leaves the values of the environment out: they may be secrets, and texts end in logs. */
  @Override
  public String toString() {
    return "ProjectSource[projectDir=%s, profilesDir=%s, target=%s, vars=%s, environment of %d variables]"
        .formatted(projectDir, profilesDir, target, vars.keySet(), environment.size());
  }
}
