package io.tidemill.dbt.config;

import io.tidemill.dbt.context.EnvironmentVariables;
import io.tidemill.dbt.context.MacroLibrary;
import io.tidemill.dbt.context.NodeScope;
import io.tidemill.dbt.context.Phase;
import io.tidemill.dbt.context.Target;
import io.tidemill.dbt.context.Variables;
import io.tidemill.dbt.jinja.Missing;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names Jinja sees in dbt_project.yml, profiles.yml and properties files: no macros, no nodes.
 */
public final class ConfigurationScope extends NodeScope {
  private final Variables variables;
  private final EnvironmentVariables environment;
  private final @Nullable Profile profile;

  private ConfigurationScope(
      String packageName,
      Variables variables,
      EnvironmentVariables environment,
      @Nullable Profile profile) {
    super(new MacroLibrary(packageName, Map.of()), packageName, Phase.RUN);
    this.variables = variables;
    this.environment = environment;
    this.profile = profile;
  }

  /** For profiles.yml, where secrets may be read. */
  public static ConfigurationScope forProfiles(
      Map<String, Object> vars, Map<String, String> environment) {
    return new ConfigurationScope(
        "",
        new Variables(vars, Variables.Absent.ERROR, "<Configuration>"),
        EnvironmentVariables.withSecrets(environment),
        null);
  }

  /** For dbt_project.yml and properties files of a package. */
  public static ConfigurationScope of(
      String packageName,
      Map<String, Object> vars,
      Map<String, String> environment,
      @Nullable Profile profile) {
    return new ConfigurationScope(
        packageName,
        new Variables(vars, Variables.Absent.ERROR, "<Configuration>"),
        EnvironmentVariables.withoutSecrets(environment),
        profile);
  }

  @Override
  protected @Nullable Object member(String name) {
    return switch (name) {
      case "var" -> variables;
      case "env_var" -> environment;
      case "target" -> profile == null ? Missing.MISSING : Target.of(profile);
      case "project_name" -> packageName();
      default -> Missing.MISSING;
    };
  }
}
