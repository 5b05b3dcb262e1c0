package io.tidemill.planner.config;

import static io.tidemill.planner.config.InvalidConfigurationException.require;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the planner serves and where it keeps its files.
 *
 * @param fleet the set of executors and environments this planner is the one writer of
 * @param local whether all of Tidemill runs on this machine: project folders are watched, and the
 *     API may go without tokens on loopback
 * @param stateDir folder for what survives a restart: announced files, schedules, opened bundles
 * @param environments dbt projects, each on one target
 * @param bundles where project versions are kept
 * @param startupLimit how long to wait for Kafka before giving up with exit code 69
 */
@ConfigurationProperties("tidemill")
public record PlannerProperties(
    @DefaultValue("default") String fleet,
    @DefaultValue("false") boolean local,
    @DefaultValue(".tidemill/planner") Path stateDir,
    @DefaultValue List<Environment> environments,
    @DefaultValue Bundles bundles,
    @DefaultValue("2m") Duration startupLimit) {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]{0,62}");

  public PlannerProperties {
    environments = List.copyOf(environments);
    require(
        NAME.matcher(fleet).matches(),
        "tidemill.fleet",
        "Expected tidemill.fleet to be letters, digits, '_', '.', '-', but it is '" + fleet + "'");
    require(
        startupLimit.compareTo(Duration.ZERO) > 0,
        "tidemill.startup-limit",
        "Expected tidemill.startup-limit to be positive, but it is " + startupLimit);
    Set<String> names = new HashSet<>();
    for (Environment environment : environments) {
      require(
          names.add(environment.name()),
          "tidemill.environments",
          "Expected each environment to have a name of its own, but '"
              + environment.name()
              + "' is there twice");
    }
  }

  /**
   * One dbt project on one target.
   *
   * @param name what the API, events and the console call it
   * @param projectDir folder that holds {@code dbt_project.yml}
   * @param profilesDir folder that holds {@code profiles.yml}; null: the project folder, then
   *     {@code ~/.dbt}
   * @param target output of the profile to use; null: the profile's own
   * @param vars dbt's {@code --vars}
   */
  public record Environment(
      String name,
      Path projectDir,
      @Nullable Path profilesDir,
      @Nullable String target,
      @Nullable Map<String, Object> vars) {

    @SuppressWarnings("ConstantValue") // Binding gives null where a required key is missing.
    public Environment {
      require(
          name != null && NAME.matcher(name).matches(),
          "tidemill.environments[].name",
          "Expected an environment's name to be letters, digits, '_', '.', '-', but it is '"
              + name
              + "'");
      require(
          projectDir != null,
          "tidemill.environments[].project-dir",
          "Expected environment '" + name + "' to have a project-dir, but it has none");
      vars = vars == null ? Map.of() : Map.copyOf(new LinkedHashMap<>(vars));
    }

    /** dbt's {@code --vars}; empty when none are set. */
    @Override
    public Map<String, Object> vars() {
      return vars == null ? Map.of() : vars;
    }
  }

  /**
   * Where project versions are kept.
   *
   * @param uri store that planner, executors and catalog share; a {@code file:} URI
   */
  public record Bundles(@DefaultValue("file:.tidemill/bundles") URI uri) {
    public Bundles {
      require(
          "file".equals(uri.getScheme()),
          "tidemill.bundles.uri",
          "Expected tidemill.bundles.uri to be a file: URI, but it is " + uri);
    }

    /** The store as a folder; {@code file:relative/folder} is relative to the working directory. */
    public Path folder() {
      return uri.isOpaque() ? Path.of(uri.getSchemeSpecificPart()) : Path.of(uri);
    }
  }
}
