package io.tidemill.dbt.config;

import io.tidemill.dbt.error.ProjectProblem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns the options of an output into {@link GlueCredentials}, noting every option that does not
 * fit.
 */
final class GlueCredentialsReader {
  private final Map<String, Object> options;
  private final List<ProjectProblem> problems;

  GlueCredentialsReader(Map<String, Object> options, List<ProjectProblem> problems) {
    this.options = options;
    this.problems = problems;
  }

  GlueCredentials read() {
    String schema = text("schema");
    if (schema == null) {
      problem("Expected option 'schema', the Glue database to build in, but it is missing");
      schema = "";
    }
    String database = text("database");
    if (database != null && !database.equals(schema)) {
      problem(
          "Expected option 'database' to be absent or the same as 'schema', but got '"
              + database
              + "' and '"
              + schema
              + "'");
    }
    double poll = number("statement_poll_interval", 1.0).doubleValue();
    return new GlueCredentials(
        text("role_arn"),
        text("region"),
        integerOrNull("workers"),
        text("worker_type"),
        schema,
        database,
        text("temp_schema"),
        text("location"),
        flag("root_location"),
        Duration.ofSeconds(number("session_provisioning_timeout_in_seconds", 120).longValue()),
        Duration.ofMinutes(number("idle_timeout", 10).longValue()),
        Duration.ofMinutes(number("query_timeout_in_minutes", 300).longValue()),
        textOr("glue_version", "5.0"),
        text("security_configuration"),
        list("connections"),
        text("conf"),
        text("datalake_formats"),
        text("extra_jars"),
        text("extra_py_files"),
        pairs("default_arguments"),
        pairs("tags"),
        text("delta_athena_prefix"),
        textOr("seed_format", "parquet"),
        textOr("seed_mode", "overwrite"),
        flag("enable_spark_seed_casting"),
        flag("use_interactive_session_role_for_api_calls"),
        text("glue_session_id"),
        flag("glue_session_reuse"),
        flag("enable_session_per_model"),
        text("group_session_id"),
        flag("use_arrow"),
        textOr("custom_iceberg_catalog_namespace", "glue_catalog"),
        Duration.ofMillis((long) (poll * 1000)),
        textOr("boto_retry_mode", "adaptive"),
        number("boto_retry_max_attempts", 10).intValue(),
        list("packages"),
        text("lf_tags"),
        textOr("iceberg_glue_commit_lock_table", "myGlueLockTable"));
  }

  private @Nullable String text(String name) {
    Object value = options.get(name);
    return value == null ? null : value.toString();
  }

  private String textOr(String name, String absent) {
    String value = text(name);
    return value == null ? absent : value;
  }

  private @Nullable Integer integerOrNull(String name) {
    return options.get(name) == null ? null : number(name, 0).intValue();
  }

  private Number number(String name, Number absent) {
    Object value = options.get(name);
    if (value == null) {
      return absent;
    }
    if (value instanceof Number number) {
      return number;
    }
    try {
      return Double.valueOf(value.toString().strip());
    } catch (NumberFormatException e) {
      problem("Expected option '" + name + "' to be a number, but got '" + value + "'");
      return absent;
    }
  }

  private boolean flag(String name) {
    Object value = options.get(name);
    if (value == null || value instanceof Boolean) {
      return Boolean.TRUE.equals(value);
    }
    String word = value.toString().toLowerCase(Locale.ROOT);
    if (!word.equals("true") && !word.equals("false")) {
      problem("Expected option '" + name + "' to be true or false, but got '" + value + "'");
    }
    return word.equals("true");
  }

  private List<String> list(String name) {
    Object value = options.get(name);
    List<String> items = new ArrayList<>();
    if (value instanceof Iterable<?> list) {
      list.forEach(item -> items.add(String.valueOf(item)));
    } else if (value != null) {
      for (String item : value.toString().split(",")) {
        if (!item.isBlank()) {
          items.add(item.strip());
        }
      }
    }
    return items;
  }

  /** {@code k=v,k=v}; only the first {@code =} separates, so values may hold one. */
  private Map<String, String> pairs(String name) {
    Object value = options.get(name);
    Map<String, String> pairs = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, item) -> pairs.put(String.valueOf(key), String.valueOf(item)));
      return pairs;
    }
    for (String pair : list(name)) {
      int separator = pair.indexOf('=');
      if (separator < 0) {
        problem("Expected option '" + name + "' to be k=v,k=v, but got '" + pair + "'");
      } else {
        pairs.put(pair.substring(0, separator).strip(), pair.substring(separator + 1).strip());
      }
    }
    return pairs;
  }

  private void problem(String message) {
    problems.add(ProfileReader.problem(message));
  }
}
