package io.tidemill.dbt.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The output of profiles.yml that a project is read with.
 *
 * @param name the profile
 * @param target the output of it
 * @param threads how many nodes dbt would run at a time
 * @param glue the output's options, typed
 * @param options the output as written, rendered
 */
public record Profile(
    String name, String target, int threads, GlueCredentials glue, Map<String, Object> options) {

  public Profile {
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
  }
}
