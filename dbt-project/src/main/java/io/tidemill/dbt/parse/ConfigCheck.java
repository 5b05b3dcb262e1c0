package io.tidemill.dbt.parse;

import io.tidemill.dbt.error.ProblemKind;
import io.tidemill.dbt.error.ProjectException;
import io.tidemill.dbt.error.ProjectProblem;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Refuses configs whose values have the wrong type, as dbt does. */
final class ConfigCheck {
  private static final Set<String> TEXTS =
      Set.of(
          "materialized",
          "alias",
          "schema",
          "database",
          "group",
          "on_schema_change",
          "incremental_strategy",
          "fail_calc",
          "warn_if",
          "error_if",
          "where",
          "strategy");
  private static final Set<String> FLAGS =
      Set.of("enabled", "full_refresh", "store_failures", "quote_columns");
  private static final Set<String> MAPS =
      Set.of("meta", "persist_docs", "quoting", "column_types", "grants", "docs", "contract");
  private static final Pattern SEVERITY = Pattern.compile("(?i)warn|error");

  private ConfigCheck() {}

  /** Refuses a null where dbt wants a value, before it gives way to the default. */
  static void checkGiven(NodeDraft draft, Map<String, Object> given) {
    if (given.containsKey("materialized") && given.get("materialized") == null) {
      throw wrongType(draft, "materialized", "None", "string");
    }
  }

  static void check(NodeDraft draft, Map<String, Object> config) {
    config.forEach((key, value) -> checkOne(draft, key, value));
    Object severity = config.get("severity");
    if (severity != null && !SEVERITY.matcher(severity.toString()).matches()) {
      throw failure(draft, "Severity must be either 'warn' or 'error'. Got '" + severity + "'");
    }
    Object contract = config.get("contract");
    if (contract instanceof Map<?, ?> fields
        && Boolean.TRUE.equals(fields.get("enforced"))
        && "incremental".equals(config.get("materialized"))
        && !List.of("append_new_columns", "fail")
            .contains(String.valueOf(config.get("on_schema_change")))) {
      throw failure(
          draft,
          "Invalid value for on_schema_change: "
              + config.get("on_schema_change")
              + ". Models materialized as incremental with contracts enabled must set"
              + " on_schema_change to 'append_new_columns' or 'fail'");
    }
  }

  private static void checkOne(NodeDraft draft, String key, @Nullable Object value) {
    if (value == null) {
      return;
    }
    if (TEXTS.contains(key) && !(value instanceof String)) {
      throw wrongType(draft, key, value, "string");
    }
    if (FLAGS.contains(key) && !(value instanceof Boolean)) {
      throw wrongType(draft, key, value, "boolean");
    }
    if (MAPS.contains(key) && !(value instanceof Map)) {
      throw wrongType(draft, key, value, "object");
    }
  }

  private static ProjectException wrongType(
      NodeDraft draft, String key, Object value, String type) {
    return failure(
        draft,
        "Expected config '"
            + key
            + "' of "
            + draft.uniqueId()
            + " to be of type '"
            + type
            + "', but got "
            + value);
  }

  private static ProjectException failure(NodeDraft draft, String message) {
    return new ProjectException(
        new ProjectProblem(ProblemKind.SCHEMA_CONFIG, message, draft.file(), 0, 0), null);
  }
}
