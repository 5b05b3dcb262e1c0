package io.tidemill.executor.materialization;

import io.tidemill.executor.statement.ResultColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Guesses the types of a seed's columns as dbt does: the first of its list that fits all values.
 */
final class SeedTypes {
  private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]{1,18}");
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][-+]?[0-9]+)?");
  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final Pattern TIMESTAMP =
      Pattern.compile(
          "[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]+)?)?(Z|[-+][0-9]{2}:?[0-9]{2})?");
  private static final Pattern BOOLEAN = Pattern.compile("(?i)true|false");

  private SeedTypes() {}

  /** Columns with the type that {@code column_types} gives, or else the one their values show. */
  static List<ResultColumn> of(SeedFile seed, Map<?, ?> columnTypes) {
    List<ResultColumn> columns = new ArrayList<>();
    for (int i = 0; i < seed.columns().size(); i++) {
      String name = seed.columns().get(i);
      columns.add(new ResultColumn(name, configured(columnTypes, name, guess(seed, i))));
    }
    return columns;
  }

  private static String configured(Map<?, ?> types, String column, String absent) {
    return types.entrySet().stream()
        .filter(entry -> String.valueOf(entry.getKey()).equalsIgnoreCase(column))
        .map(entry -> String.valueOf(entry.getValue()))
        .findFirst()
        .orElse(absent);
  }

  private static String guess(SeedFile seed, int column) {
    List<String> values =
        seed.rows().stream()
            .map(row -> row.get(column))
            .filter(Objects::nonNull)
            .map(value -> Objects.requireNonNull(value).strip())
            .toList();
    if (all(values, INTEGER.asMatchPredicate())) {
      return "bigint";
    }
    if (all(values, NUMBER.asMatchPredicate())) {
      return "double";
    }
    if (all(values, DATE.asMatchPredicate())) {
      return "date";
    }
    if (all(values, TIMESTAMP.asMatchPredicate().or(DATE.asMatchPredicate()))) {
      return "timestamp";
    }
    return all(values, BOOLEAN.asMatchPredicate()) ? "boolean" : "string";
  }

  private static boolean all(List<String> values, Predicate<String> fits) {
    return values.stream().allMatch(fits);
  }

  /**
   * A value as its type's cast reads it: blank space around numbers and dates is not part of it.
   */
  static SeedFile trimmed(SeedFile seed, List<ResultColumn> columns) {
    List<List<@Nullable String>> rows =
        seed.rows().stream().map(row -> trimmed(row, columns)).toList();
    return new SeedFile(seed.columns(), rows);
  }

  private static List<@Nullable String> trimmed(
      List<@Nullable String> row, List<ResultColumn> columns) {
    List<@Nullable String> trimmed = new ArrayList<>();
    IntStream.range(0, row.size())
        .forEach(
            i -> {
              String value = row.get(i);
              boolean text = columns.get(i).type().equalsIgnoreCase("string");
              trimmed.add(value == null || text ? value : value.strip());
            });
    return trimmed;
  }
}
