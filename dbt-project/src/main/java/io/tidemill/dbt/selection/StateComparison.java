package io.tidemill.dbt.selection;

import io.tidemill.dbt.manifest.Manifest;
import io.tidemill.dbt.manifest.ManifestMacro;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether a resource differs between two manifests, by dbt's rules of what counts. */
final class StateComparison {
  /** Compared as the place a node goes to, not as config. */
  private static final Set<String> NOT_CONFIG =
      Set.of("alias", "schema", "database", "tags", "group");

  private static final Set<String> TEST_CONFIG =
      Set.of(
          "severity",
          "where",
          "limit",
          "fail_calc",
          "warn_if",
          "error_if",
          "store_failures",
          "store_failures_as",
          "sql_header");

  private final Map<String, ManifestMacro> macros;
  private final Set<String> changedMacros = new HashSet<>();

  StateComparison(Manifest now, Manifest before) {
    this.macros = now.macros();
    now.macros()
        .forEach(
            (id, macro) -> {
              ManifestMacro old = before.macros().get(id);
              if (!isBuiltIn(id) && (old == null || !old.macroSql().equals(macro.macroSql()))) {
                changedMacros.add(id);
              }
            });
    before.macros().keySet().stream()
        .filter(id -> !macros.containsKey(id) && !isBuiltIn(id))
        .forEach(changedMacros::add);
  }

  /**
   * dbt's own macros have other texts in a manifest that dbt has written than in ours: that says
   * nothing about the project.
   */
  private static boolean isBuiltIn(String id) {
    return id.startsWith("macro.dbt.")
        || id.startsWith("macro.dbt_spark.")
        || id.startsWith("macro.dbt_glue.");
  }

  boolean isModified(Member now, Member old) {
    return switch (now.type()) {
      case "source" -> sourceDiffers(now, old);
      case "exposure" ->
          differ(
              now,
              old,
              "fqn",
              "type",
              "owner",
              "maturity",
              "url",
              "description",
              "depends_on",
              "label",
              "config");
      case "metric" ->
          differ(
              now,
              old,
              "filter",
              "metadata",
              "type",
              "type_params",
              "description",
              "label",
              "config",
              "unrendered_config");
      case "semantic_model" ->
          differ(
              now,
              old,
              "model",
              "description",
              "label",
              "defaults",
              "entities",
              "dimensions",
              "measures",
              "primary_entity",
              "group",
              "config");
      case "saved_query" ->
          differ(
              now,
              old,
              "query_params",
              "exports",
              "description",
              "label",
              "tags",
              "group",
              "config");
      case "unit_test" -> differ(now, old, "checksum", "fqn");
      default ->
          bodyDiffers(now, old)
              || configDiffers(now, old)
              || persistedDescriptionDiffers(now, old)
              || differ(now, old, "fqn")
              || relationDiffers(now, old)
              || contractDiffers(now, old)
              || macrosDiffer(now);
    };
  }

  private boolean sourceDiffers(Member now, Member old) {
    return differ(
            now,
            old,
            "fqn",
            "quoting",
            "freshness",
            "loader",
            "external",
            "database",
            "schema",
            "identifier")
        || configDiffers(now, old);
  }

  private static boolean differ(Member now, Member old, String... keys) {
    for (String key : keys) {
      if (!Objects.equals(now.content().get(key), old.content().get(key))) {
        return true;
      }
    }
    return false;
  }

  boolean bodyDiffers(Member now, Member old) {
    if (now.is("test") && !now.map("test_metadata").isEmpty()) {
      return false;
    }
    return differ(now, old, "checksum");
  }

  boolean configDiffers(Member now, Member old) {
    Map<?, ?> mine = now.map("unrendered_config");
    Map<?, ?> theirs = old.map("unrendered_config");
    Set<Object> keys = new HashSet<>(mine.keySet());
    keys.addAll(theirs.keySet());
    boolean test = now.is("test");
    return keys.stream()
        .filter(key -> test ? TEST_CONFIG.contains(key) : !NOT_CONFIG.contains(key))
        .anyMatch(key -> !Objects.equals(mine.get(key), theirs.get(key)));
  }

  boolean persistedDescriptionDiffers(Member now, Member old) {
    Map<?, ?> persist =
        now.map("config").get("persist_docs") instanceof Map<?, ?> map ? map : Map.of();
    if (Boolean.TRUE.equals(persist.get("relation")) && differ(now, old, "description")) {
      return true;
    }
    return Boolean.TRUE.equals(persist.get("columns"))
        && !descriptions(now).equals(descriptions(old));
  }

  private static Map<Object, @Nullable Object> descriptions(Member member) {
    Map<Object, @Nullable Object> descriptions = new HashMap<>();
    member
        .map("columns")
        .forEach(
            (name, column) ->
                descriptions.put(
                    name, column instanceof Map<?, ?> fields ? fields.get("description") : null));
    return descriptions;
  }

  boolean relationDiffers(Member now, Member old) {
    if (!now.isNode()) {
      return false;
    }
    Map<?, ?> mine = now.map("unrendered_config");
    Map<?, ?> theirs = old.map("unrendered_config");
    for (String key : new String[] {"database", "schema", "alias"}) {
      if (!Objects.equals(mine.get(key), theirs.get(key))) {
        return true;
      }
    }
    return false;
  }

  boolean contractDiffers(Member now, Member old) {
    if (!now.is("model")) {
      return false;
    }
    return !Objects.equals(
        now.map("contract").get("checksum"), old.map("contract").get("checksum"));
  }

  /** Whether a macro that the node calls, directly or not, has changed. */
  boolean macrosDiffer(Member now) {
    if (changedMacros.isEmpty()) {
      return false;
    }
    Set<String> seen = new HashSet<>();
    return now.dependsOnMacros().stream().anyMatch(macro -> changed(macro, seen));
  }

  private boolean changed(String macro, Set<String> seen) {
    if (!seen.add(macro)) {
      return false;
    }
    if (changedMacros.contains(macro)) {
      return true;
    }
    ManifestMacro definition = macros.get(macro);
    return definition != null
        && definition.dependsOnMacros().stream().anyMatch(called -> changed(called, seen));
  }
}
