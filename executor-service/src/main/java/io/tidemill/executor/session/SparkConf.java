package io.tidemill.executor.session;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the one string in which Glue takes Spark settings: {@code k=v --conf k=v ...}. A
 * value may hold equals signs, spaces and quotes; only {@code --conf} between blanks separates.
 */
final class SparkConf {
  private static final Pattern SEPARATOR = Pattern.compile("(?:^|\\s+)--conf(?:\\s+|=)");

  private SparkConf() {}

  static Map<String, String> parse(@Nullable String text) {
    Map<String, String> settings = new LinkedHashMap<>();
    if (text == null || text.isBlank()) {
      return settings;
    }
    for (String setting : SEPARATOR.split(text.strip())) {
      if (setting.isBlank()) {
        continue;
      }
      int equals = setting.indexOf('=');
      if (equals <= 0) {
        throw new IllegalArgumentException(
            "Expected a Spark setting of the form key=value in conf, but found '%s'; write settings as k=v --conf k=v"
                .formatted(setting.strip()));
      }
      settings.put(setting.substring(0, equals).strip(), setting.substring(equals + 1).strip());
    }
    return settings;
  }

  static String format(Map<String, String> settings) {
    return settings.entrySet().stream()
        .map(setting -> setting.getKey() + "=" + setting.getValue())
        .collect(Collectors.joining(" --conf "));
  }
}
