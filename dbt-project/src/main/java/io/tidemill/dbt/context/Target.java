package io.tidemill.dbt.context;

import io.tidemill.dbt.config.Profile;
import io.tidemill.dbt.jinja.PyDict;
import io.tidemill.dbt.jinja.PythonValues;
import java.util.Map;

/** {@code target}: the connection as Jinja may see it. */
public final class Target {
  private Target() {}

  public static PyDict of(Profile profile) {
    PyDict target = new PyDict();
    for (Map.Entry<String, Object> option : GlueDefaults.connection(profile).entrySet()) {
      target.put(option.getKey(), PythonValues.fromJava(option.getValue()));
    }
    target.put("type", "glue");
    target.put("threads", (long) profile.threads());
    target.put("name", profile.target());
    target.put("target_name", profile.target());
    target.put("profile_name", profile.name());
    return target;
  }
}
