package io.tidemill.dbt.parse;

import io.tidemill.dbt.manifest.ResourceType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a resource's config is before anyone has said anything, in dbt's order of keys. */
final class ConfigDefaults {
  private ConfigDefaults() {}

  /** A new, mutable config of defaults. */
  static Map<String, Object> of(ResourceType type) {
    return switch (type) {
      case MODEL -> model();
      case SEED -> seed();
      case SNAPSHOT -> snapshot();
      case TEST -> test();
      case SOURCE -> source();
      case UNIT_TEST -> of("tags", list(), "meta", map(), "enabled", true, "static_analysis", null);
      case EXPOSURE -> of("enabled", true, "tags", list(), "meta", map());
      case METRIC, SEMANTIC_MODEL -> of("enabled", true, "group", null, "meta", map());
      case SAVED_QUERY ->
          of(
              "enabled",
              true,
              "group",
              null,
              "meta",
              map(),
              "export_as",
              null,
              "schema",
              null,
              "cache",
              of("enabled", false));
      case GROUP -> of("meta", map());
      case FUNCTION -> function();
      default -> node("view");
    };
  }

  private static Map<String, Object> base(String schema) {
    return of(
        "enabled",
        true,
        "alias",
        null,
        "schema",
        schema.isEmpty() ? null : schema,
        "database",
        null,
        "tags",
        list(),
        "meta",
        map(),
        "group",
        null,
        "static_analysis",
        null);
  }

  private static Map<String, Object> node(String materialized) {
    Map<String, Object> config = base("");
    config.putAll(
        of(
            "materialized",
            materialized,
            "incremental_strategy",
            null,
            "batch_size",
            null,
            "lookback",
            1L,
            "begin",
            null,
            "persist_docs",
            map(),
            "post-hook",
            list(),
            "pre-hook",
            list(),
            "quoting",
            map(),
            "column_types",
            map(),
            "full_refresh",
            null,
            "unique_key",
            null,
            "on_schema_change",
            "ignore",
            "on_configuration_change",
            "apply",
            "grants",
            map(),
            "packages",
            list(),
            "docs",
            of("show", true, "node_color", null),
            "contract",
            of("enforced", false, "alias_types", true),
            "event_time",
            null,
            "concurrent_batches",
            null));
    return config;
  }

  private static Map<String, Object> model() {
    Map<String, Object> config = node("view");
    config.putAll(
        of(
            "access",
            "protected",
            "freshness",
            null,
            "on_error",
            null,
            "latest_version_pointer",
            of("enabled", null, "alias", null)));
    return config;
  }

  private static Map<String, Object> seed() {
    Map<String, Object> config = node("seed");
    config.putAll(of("delimiter", ",", "quote_columns", null));
    return config;
  }

  private static Map<String, Object> function() {
    Map<String, Object> config = node("function");
    config.putAll(
        of(
            "type", "scalar",
            "volatility", null,
            "runtime_version", null,
            "entry_point", null,
            "snowflake", of("quote_args", true)));
    return config;
  }

  private static Map<String, Object> snapshot() {
    Map<String, Object> config = node("snapshot");
    config.putAll(
        of(
            "strategy", null,
            "target_schema", null,
            "target_database", null,
            "updated_at", null,
            "check_cols", null,
            "snapshot_meta_column_names",
                of(
                    "dbt_valid_to", null,
                    "dbt_valid_from", null,
                    "dbt_scd_id", null,
                    "dbt_updated_at", null,
                    "dbt_is_deleted", null),
            "dbt_valid_to_current", null));
    return config;
  }

  private static Map<String, Object> test() {
    Map<String, Object> config = base("dbt_test__audit");
    config.putAll(
        of(
            "materialized",
            "test",
            "severity",
            "ERROR",
            "store_failures",
            null,
            "store_failures_as",
            null,
            "sql_header",
            null,
            "where",
            null,
            "limit",
            null,
            "fail_calc",
            "count(*)",
            "warn_if",
            "!= 0",
            "error_if",
            "!= 0"));
    return config;
  }

  private static Map<String, Object> source() {
    return of(
        "enabled",
        true,
        "event_time",
        null,
        "freshness",
        of(
            "warn_after", of("count", null, "period", null),
            "error_after", of("count", null, "period", null),
            "filter", null),
        "loaded_at_field",
        null,
        "loaded_at_query",
        null,
        "meta",
        map(),
        "tags",
        list(),
        "static_analysis",
        null);
  }

  private static Object list() {
    return new ArrayList<>();
  }

  private static Object map() {
    return new LinkedHashMap<>();
  }

  static Map<String, Object> of(@Nullable Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put(String.valueOf(keysAndValues[i]), keysAndValues[i + 1]);
    }
    return map;
  }
}
