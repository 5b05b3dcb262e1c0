package io.tidemill.dbt.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a properties file says about a function: arguments, result, overloads. */
final class FunctionPatch {
  private FunctionPatch() {}

  static void apply(Drafts drafts, NodeDraft draft, Properties entry) {
    if (!(entry.get("returns") instanceof Map)) {
      throw NodePatch.failure(
          entry, "Expected function '" + entry.name() + "' to say what it returns; add 'returns'");
    }
    draft.put("arguments", arguments(entry.get("arguments")));
    draft.put("returns", returns(entry.get("returns")));
    List<Object> overloads = new ArrayList<>();
    for (Map<String, Object> overload : entry.maps("overloads")) {
      overloads.add(overload(drafts, draft, entry, overload));
    }
    draft.put("overloads", overloads);
  }

  private static List<Object> arguments(@Nullable Object written) {
    List<Object> arguments = new ArrayList<>();
    for (Map<String, Object> argument : Properties.mapsOf(written)) {
      arguments.add(
          ConfigDefaults.of(
              "name", argument.get("name"),
              "data_type", argument.get("data_type"),
              "description", argument.get("description"),
              "default_value", argument.get("default_value")));
    }
    return arguments;
  }

  private static @Nullable Object returns(@Nullable Object written) {
    if (written == null) {
      return null;
    }
    Map<String, Object> fields = Properties.mapOf(written);
    return ConfigDefaults.of(
        "data_type", fields.get("data_type"), "description", fields.get("description"));
  }

  /** Another body of the same function; its file is no function of its own any more. */
  private static Object overload(
      Drafts drafts, NodeDraft draft, Properties entry, Map<String, Object> overload) {
    String name = String.valueOf(overload.get("defined_in"));
    if (name.equals(draft.name())) {
      throw NodePatch.failure(
          entry,
          "Function '" + name + "' cannot list itself in overloads (defined_in: '" + name + "').");
    }
    NodeDraft body = drafts.functions().remove("function." + draft.packageName() + "." + name);
    if (body == null) {
      throw NodePatch.failure(
          entry,
          "Function overload '"
              + name
              + "' (defined_in) not found. Expected a SQL file at functions/"
              + name
              + ".sql");
    }
    for (String list : List.of("refs", "sources", "functions")) {
      for (Object call : body.list(list)) {
        if (!draft.list(list).contains(call)) {
          draft.list(list).add(call);
        }
      }
    }
    draft.macros().addAll(body.macros());
    return ConfigDefaults.of(
        "defined_in", name,
        "arguments", arguments(overload.get("arguments")),
        "returns", returns(overload.get("returns")),
        "description", overload.get("description"),
        "raw_body", body.rawCode(),
        "compiled_body", null);
  }
}
