package io.tidemill.dbt.context;

import io.tidemill.dbt.jinja.CallArguments;
import io.tidemill.dbt.jinja.JinjaCallable;
import io.tidemill.dbt.jinja.PythonValues;
import java.util.Map;

/** {@code env_var}: secrets only where profiles and packages are read, as in dbt. */
public final class EnvironmentVariables implements JinjaCallable {
  /** Names with this prefix are secrets. */
  public static final String SECRET_PREFIX = "DBT_ENV_SECRET";

  private final Map<String, String> environment;
  private final boolean secretsAllowed;

  private EnvironmentVariables(Map<String, String> environment, boolean secretsAllowed) {
    this.environment = environment;
    this.secretsAllowed = secretsAllowed;
  }

  public static EnvironmentVariables withoutSecrets(Map<String, String> environment) {
    return new EnvironmentVariables(environment, false);
  }

  public static EnvironmentVariables withSecrets(Map<String, String> environment) {
    return new EnvironmentVariables(environment, true);
  }

  @Override
  public Object call(CallArguments arguments) {
    String name = PythonValues.str(Arguments.required(arguments, 0, "var", "env_var"));
    if (name.startsWith(SECRET_PREFIX) && !secretsAllowed) {
      throw Arguments.compilation(
          "Secret env vars are allowed only in profiles.yml or packages.yml. Found '"
              + name
              + "' referenced elsewhere.");
    }
    String value = environment.get(name);
    if (value != null) {
      return value;
    }
    Object otherwise = Arguments.optional(arguments, 1, "default");
    if (otherwise != null) {
      return otherwise;
    }
    throw Arguments.compilation("Env var required but not provided: '" + name + "'");
  }
}
