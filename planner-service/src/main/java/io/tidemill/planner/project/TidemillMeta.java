package io.tidemill.planner.project;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code meta.tidemill} block of a source or node. A value that is not as expected is an {@link
 * IllegalArgumentException} that names its owner.
 *
 * @param owner unique id of the source or node
 * @param values what the block holds; empty when there is none
 */
record TidemillMeta(String owner, Map<?, ?> values) {
  private static final Pattern DURATION = Pattern.compile("(\\d+)\\s*(ms|s|m|h|d)");

  static TidemillMeta of(String owner, Map<String, Object> meta) {
    Object block = meta.get("tidemill");
    if (block == null) {
      return new TidemillMeta(owner, Map.of());
    }
    if (block instanceof Map<?, ?> values) {
      return new TidemillMeta(owner, values);
    }
    throw new IllegalArgumentException(
        "Expected meta.tidemill of %s to be a mapping, but it is '%s'".formatted(owner, block));
  }

  boolean has(String key) {
    return values.get(key) != null;
  }

  Optional<String> text(String key) {
    return Optional.ofNullable(values.get(key))
        .map(String::valueOf)
        .filter(text -> !text.isBlank());
  }

  /** A list of texts; a single value is a list of one. */
  List<String> texts(String key) {
    Object value = values.get(key);
    if (value == null) {
      return List.of();
    }
    return value instanceof Collection<?> many
        ? many.stream().map(String::valueOf).toList()
        : List.of(String.valueOf(value));
  }

  Optional<Duration> duration(String key) {
    return text(key).map(text -> parse(key, text));
  }

  private Duration parse(String key, String text) {
    Matcher matcher = DURATION.matcher(text.trim());
    if (!matcher.matches()) {
      throw refusal(key, "a duration such as 500ms, 5s, 2m, 1h");
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }

  int positive(String key, int otherwise) {
    Object value = values.get(key);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Number number && number.longValue() > 0) {
      return (int) Math.min(number.longValue(), Integer.MAX_VALUE);
    }
    throw refusal(key, "a whole number above zero");
  }

  Optional<Map<?, ?>> mapping(String key) {
    Object value = values.get(key);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof Map<?, ?> mapping) {
      return Optional.of(mapping);
    }
    throw refusal(key, "a mapping");
  }

  IllegalArgumentException refusal(String key, String expectation) {
    return new IllegalArgumentException(
        "Expected meta.tidemill.%s of %s to be %s, but it is '%s'"
            .formatted(key, owner, expectation, values.get(key)));
  }
}
