package io.tidemill.dbt.artifact;

import io.tidemill.dbt.Invocation;
import io.tidemill.dbt.context.DbtVersion;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What stands at the head of every artifact.
 *
 * @param generatedAt when the artifact was made
 * @param invocationId the command that made it
 * @param invocationStartedAt when that command started
 * @param environment variables the user attaches to artifacts, by their names without the prefix
 */
public record ArtifactMetadata(
    Instant generatedAt,
    String invocationId,
    Instant invocationStartedAt,
    Map<String, String> environment) {
  private static final String ENVIRONMENT_PREFIX = "DBT_ENV_CUSTOM_ENV_";

  public ArtifactMetadata {
    environment = Map.copyOf(environment);
  }

  /**
   * The metadata of an artifact made now.
   *
   * @param environment all environment variables; those that start with {@code DBT_ENV_CUSTOM_ENV_}
   *     are attached
   */
  public static ArtifactMetadata of(
      Invocation invocation, Map<String, String> environment, Clock clock) {
    Map<String, String> attached = new LinkedHashMap<>();
    environment.forEach(
        (name, value) -> {
          if (name.startsWith(ENVIRONMENT_PREFIX)) {
            attached.put(name.substring(ENVIRONMENT_PREFIX.length()), value);
          }
        });
    return new ArtifactMetadata(
        clock.instant(), invocation.invocationId(), invocation.runStartedAt(), attached);
  }

  Map<String, Object> content(String schema) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("dbt_schema_version", "https://schemas.getdbt.com/dbt/" + schema + ".json");
    content.put("dbt_version", DbtVersion.VALUE);
    content.put("generated_at", ArtifactTimes.text(generatedAt));
    content.put("invocation_id", invocationId);
    content.put("invocation_started_at", ArtifactTimes.text(invocationStartedAt));
    content.put("env", environment);
    return content;
  }
}
