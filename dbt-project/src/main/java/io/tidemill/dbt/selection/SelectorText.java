package io.tidemill.dbt.selection;

import io.tidemill.dbt.error.ProblemKind;
import io.tidemill.dbt.error.ProjectException;
import io.tidemill.dbt.selection.SelectorSpec.Criteria;
import io.tidemill.dbt.selection.SelectorSpec.Difference;
import io.tidemill.dbt.selection.SelectorSpec.Intersection;
import io.tidemill.dbt.selection.SelectorSpec.Union;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the arguments of {@code --select} and {@code --exclude}: blanks mean or, commas mean and.
 */
final class SelectorText {
  private static final Pattern CRITERIA =
      Pattern.compile(
          "(?<all>@)?(?:(?<parents>\\d*)\\+)?(?:(?<method>[\\w.]+):)?(?<value>.*?)(?:\\+(?<children>\\d*))?",
          Pattern.DOTALL);
  private static final List<String> EVERYTHING =
      List.of(
          "fqn:*",
          "source:*",
          "exposure:*",
          "metric:*",
          "semantic_model:*",
          "saved_query:*",
          "unit_test:*");
  static final Set<String> METHODS =
      Set.of(
          "fqn",
          "tag",
          "group",
          "access",
          "source",
          "path",
          "file",
          "package",
          "config",
          "test_name",
          "test_type",
          "resource_type",
          "state",
          "exposure",
          "metric",
          "result",
          "source_status",
          "version",
          "semantic_model",
          "saved_query",
          "unit_test",
          "selector");

  private SelectorText() {}

  static SelectorSpec parse(Selection selection) {
    IndirectSelection indirect = selection.indirect();
    SelectorSpec included =
        union(selection.select().isEmpty() ? EVERYTHING : selection.select(), indirect);
    if (selection.exclude().isEmpty()) {
      return included;
    }
    return new Difference(List.of(included, union(selection.exclude(), indirect)), indirect);
  }

  static SelectorSpec union(List<String> arguments, IndirectSelection indirect) {
    List<SelectorSpec> parts = new ArrayList<>();
    for (String argument : arguments) {
      for (String part : argument.strip().split("\\s+")) {
        parts.add(intersection(part, indirect));
      }
    }
    return parts.size() == 1 ? parts.get(0) : new Union(parts, indirect);
  }

  private static SelectorSpec intersection(String text, IndirectSelection indirect) {
    List<SelectorSpec> parts = new ArrayList<>();
    for (String part : text.split(",")) {
      parts.add(criteria(part, indirect));
    }
    return parts.size() == 1 ? parts.get(0) : new Intersection(parts, indirect);
  }

  private static Criteria criteria(String text, IndirectSelection indirect) {
    Matcher match = CRITERIA.matcher(text);
    if (!match.matches()) {
      throw invalid(text);
    }
    boolean all = match.group("all") != null;
    Integer parents = depth(match.group("parents"));
    if (all && match.group("children") != null) {
      throw ProjectException.of(
          ProblemKind.RUNTIME,
          "Invalid node spec '" + text + "' - \"@\" prefix and \"+\" suffix are incompatible");
    }
    String value = match.group("value");
    return criteria(
        match.group("method"), value, parents, depth(match.group("children")), all, indirect);
  }

  static Criteria criteria(
      @Nullable String method,
      String value,
      @Nullable Integer parents,
      @Nullable Integer children,
      boolean childrensParents,
      IndirectSelection indirect) {
    String named = method == null ? implied(value) : method;
    String[] parts = named.split("\\.");
    if (!METHODS.contains(parts[0])) {
      throw ProjectException.of(
          ProblemKind.RUNTIME,
          "'"
              + parts[0]
              + "' is not a valid method name; use one of "
              + String.join(", ", METHODS.stream().sorted().toList()));
    }
    List<String> arguments = List.of(parts).subList(1, parts.length);
    return new Criteria(parts[0], arguments, value, parents, children, childrensParents, indirect);
  }

  /**
   * dbt takes what looks like a path for one, what ends like a file for one, everything else for a
   * name.
   */
  private static String implied(String value) {
    if (value.contains("/") || value.contains("\\")) {
      return "path";
    }
    String lower = value.toLowerCase(Locale.ROOT);
    boolean file = lower.endsWith(".sql") || lower.endsWith(".py") || lower.endsWith(".csv");
    return file ? "file" : "fqn";
  }

  private static @Nullable Integer depth(@Nullable String digits) {
    if (digits == null) {
      return null;
    }
    return digits.isEmpty() ? Integer.MAX_VALUE : Integer.valueOf(digits);
  }

  private static ProjectException invalid(String text) {
    return ProjectException.of(ProblemKind.RUNTIME, "Invalid selector spec '" + text + "'");
  }
}
