package io.tidemill.dbt.parse;

import io.tidemill.dbt.jinja.PythonValues;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Checks what an enforced contract needs and remembers its content by checksum. */
final class Contracts {
  private Contracts() {}

  static void apply(NodeDraft draft, Properties entry) {
    if (!(draft.content().get("contract") instanceof Map<?, ?> contract)
        || !Boolean.TRUE.equals(contract.get("enforced"))) {
      return;
    }
    Map<String, Object> columns = Properties.mapOf(draft.content().get("columns"));
    if (columns.isEmpty()) {
      throw NodePatch.failure(
          entry,
          "Contract enforcement failed for: ("
              + draft.file()
              + ")\nConstraints must be defined in a `yml` schema configuration file like `schema.yml`.");
    }
    if (!"sql".equals(draft.text("language"))) {
      throw NodePatch.failure(
          entry,
          "Contract enforcement failed for: ("
              + draft.file()
              + ")\nLanguage Error: Expected 'sql' but found '"
              + draft.text("language")
              + "'");
    }
    Map<String, Object> updated = new LinkedHashMap<>(Properties.mapOf(contract));
    updated.put("checksum", checksum(draft, columns));
    draft.put("contract", updated);
  }

  private static String checksum(NodeDraft draft, Map<String, Object> columns) {
    StringBuilder state = new StringBuilder();
    for (Map.Entry<String, Object> column : new TreeMap<>(columns).entrySet()) {
      Map<String, Object> fields = Properties.mapOf(column.getValue());
      state.append('|').append(column.getKey());
      state.append(PythonValues.str(PythonValues.fromJava(fields.get("data_type"))));
      state.append(
          constraints(Properties.mapsOf(fields.get("constraints")), "ColumnLevelConstraint"));
    }
    Object materialized = draft.config().get("materialized");
    if ("table".equals(materialized) || "incremental".equals(materialized)) {
      state.append(materialized);
      state.append(
          constraints(
              Properties.mapsOf(draft.content().get("constraints")), "ModelLevelConstraint"));
    }
    return ProjectFiles.sha256(state.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** As Python prints a list of dbt's constraint objects. */
  private static String constraints(List<Map<String, Object>> constraints, String type) {
    StringBuilder text = new StringBuilder("[");
    for (Map<String, Object> constraint : constraints) {
      text.append(text.length() > 1 ? ", " : "").append(type).append("(type=<ConstraintType.");
      text.append(constraint.get("type")).append(": '").append(constraint.get("type")).append("'>");
      constraint.forEach(
          (key, value) -> {
            if (!key.equals("type")) {
              text.append(", ").append(key).append('=');
              text.append(PythonValues.repr(PythonValues.fromJava(value)));
            }
          });
      text.append(')');
    }
    return text.append(']').toString();
  }
}
