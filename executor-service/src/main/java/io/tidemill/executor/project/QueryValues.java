package io.tidemill.executor.project;

import io.tidemill.executor.statement.ResultColumn;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Gives the values of a query the types that Jinja knows: dates and timestamps of java.time, bytes
 * for binary.
 */
final class QueryValues {
  private QueryValues() {}

  @SuppressWarnings("NullAway") // Rows hold nulls; the list's type in the port does not say so.
  static List<Object> typed(List<@Nullable Object> row, List<ResultColumn> columns) {
    List<@Nullable Object> values = new ArrayList<>(row.size());
    for (int i = 0; i < row.size(); i++) {
      Object value = row.get(i);
      values.add(value instanceof String text ? typed(text, columns.get(i).type()) : value);
    }
    return Collections.unmodifiableList(values);
  }

  private static Object typed(String text, String type) {
    try {
      return switch (type.toLowerCase(Locale.ROOT)) {
        case "date" -> LocalDate.parse(text);
        case "timestamp" -> timestamp(text);
        case "timestamp_ntz" -> LocalDateTime.parse(text);
        case "binary" -> Base64.getDecoder().decode(text);
        default -> text;
      };
    } catch (DateTimeParseException | IllegalArgumentException e) {
      // A year that java.time does not write this way: its text is still right.
      return text;
    }
  }

  private static Object timestamp(String text) {
    return text.endsWith("Z") || text.matches(".*[+-]\\d\\d:\\d\\d$")
        ? OffsetDateTime.parse(text).toLocalDateTime()
        : LocalDateTime.parse(text);
  }
}
