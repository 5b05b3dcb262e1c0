package io.tidemill.planner.api;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Words of the API for values of enums: lower or upper case. */
final class Words {
  private Words() {}

  static <E extends Enum<E>> @Nullable E valueOf(
      Class<E> type, String field, @Nullable String word) {
    if (word == null || word.isBlank()) {
      return null;
    }
    List<E> values = Arrays.asList(type.getEnumConstants());
    return values.stream()
        .filter(value -> value.name().equalsIgnoreCase(word))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidRequestException(
                    field,
                    "Expected %s to be one of %s, but it is '%s'"
                        .formatted(field, values.toString().toLowerCase(Locale.ROOT), word)));
  }
}
