package io.tidemill.executor.materialization;

import io.tidemill.dbt.manifest.ManifestColumn;
import io.tidemill.dbt.manifest.ManifestNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The constraints of an enforced contract that single rows can break: {@code not_null} and {@code
 * check}. No table format of the lake checks them for all writers, so the query that writes does: a
 * row that breaks one ends the statement before anything is committed. Keys are promises to
 * readers, as on Spark in dbt; tests check them.
 */
final class Constraints {
  /** What the error of a broken constraint begins with. */
  static final String BROKEN = "Constraint violated: ";

  /** A condition that every row must meet, and what is said of one that does not. */
  private record Rule(String condition, String name) {

    String filter() {
      return "case when %s then true else cast(raise_error(%s) as boolean) end"
          .formatted(condition, SqlText.literal(BROKEN + name));
    }
  }

  private Constraints() {}

  /** The query, which fails at a row that breaks a constraint; unchanged where there is none. */
  static String enforce(ManifestNode node, String query) {
    List<Rule> rules = node.contractEnforced() ? rules(node) : List.of();
    if (rules.isEmpty()) {
      return query;
    }
    return "select * from "
        + SqlText.subquery(query)
        + " as model_constrained where "
        + rules.stream().map(Rule::filter).collect(Collectors.joining(" and "));
  }

  private static List<Rule> rules(ManifestNode node) {
    List<Rule> rules = new ArrayList<>();
    for (ManifestColumn column : node.columns().values()) {
      for (Map<String, Object> constraint : column.constraints()) {
        add(rules, constraint, List.of(column.name()));
      }
    }
    if (node.content().get("constraints") instanceof List<?> constraints) {
      for (Object constraint : constraints) {
        if (constraint instanceof Map<?, ?> map) {
          add(rules, map, names(map.get("columns")));
        }
      }
    }
    return rules;
  }

  private static void add(List<Rule> rules, Map<?, ?> constraint, List<String> columns) {
    switch (text(constraint, "type").toLowerCase(Locale.ROOT)) {
      case "not_null" ->
          columns.forEach(
              column ->
                  rules.add(
                      new Rule(
                          SqlText.quoted(column) + " is not null",
                          "column '" + column + "' must not be null")));
      case "check" -> {
        String expression = text(constraint, "expression");
        String name = text(constraint, "name");
        // As in SQL, a check that is neither true nor false holds.
        rules.add(
            new Rule(
                "coalesce((" + expression + "), true)",
                (name.isEmpty() ? "check" : name) + " (" + expression + ") must hold"));
      }
      default -> {
        // Keys and an adapter's own kinds of constraint tell readers something, and bind nobody.
      }
    }
  }

  private static List<String> names(@org.jspecify.annotations.Nullable Object columns) {
    return columns instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }

  private static String text(Map<?, ?> constraint, String key) {
    return Objects.toString(constraint.get(key), "");
  }
}
