package io.tidemill.dbt.context;

import io.tidemill.dbt.config.Profile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The connection options Jinja sees, with the adapter's defaults where the profile is silent. */
final class GlueDefaults {
  private static final List<String> VISIBLE =
      List.of(
          "role_arn",
          "region",
          "workers",
          "worker_type",
          "session_provisioning_timeout_in_seconds",
          "schema",
          "temp_schema",
          "location",
          "extra_jars",
          "idle_timeout",
          "query_timeout_in_minutes",
          "glue_version",
          "security_configuration",
          "connections",
          "conf",
          "extra_py_files",
          "delta_athena_prefix",
          "tags",
          "seed_format",
          "seed_mode",
          "default_arguments",
          "iceberg_glue_commit_lock_table",
          "use_interactive_session_role_for_api_calls",
          "lf_tags",
          "glue_session_id",
          "glue_session_reuse",
          "datalake_formats",
          "enable_session_per_model",
          "group_session_id",
          "use_arrow",
          "enable_spark_seed_casting",
          "statement_poll_interval",
          "boto_retry_mode",
          "boto_retry_max_attempts",
          "packages");
  private static final Map<String, Object> DEFAULTS =
      Map.ofEntries(
          Map.entry("session_provisioning_timeout_in_seconds", 120L),
          Map.entry("idle_timeout", 10L),
          Map.entry("query_timeout_in_minutes", 300L),
          Map.entry("glue_version", "5.0"),
          Map.entry("seed_format", "parquet"),
          Map.entry("seed_mode", "overwrite"),
          Map.entry("iceberg_glue_commit_lock_table", "myGlueLockTable"),
          Map.entry("use_interactive_session_role_for_api_calls", false),
          Map.entry("glue_session_reuse", false),
          Map.entry("enable_session_per_model", false),
          Map.entry("use_arrow", false),
          Map.entry("enable_spark_seed_casting", false),
          Map.entry("statement_poll_interval", 1.0),
          Map.entry("boto_retry_mode", "adaptive"),
          Map.entry("boto_retry_max_attempts", 10L));

  private GlueDefaults() {}

  static Map<String, Object> connection(Profile profile) {
    Map<String, Object> connection = new LinkedHashMap<>();
    for (String option : VISIBLE) {
      Object value = profile.options().get(option);
      connection.put(option, value == null ? DEFAULTS.get(option) : value);
    }
    return connection;
  }
}
