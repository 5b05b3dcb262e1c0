package io.tidemill.glue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the endpoint is started. Every option can be given as {@code --name value}, as {@code
 * --name=value} or as the system property {@code tidemill.glue.name}.
 *
 * @param home the directory of scratch files and, by default, of the catalog
 * @param lake the directory whose children are the buckets
 * @param store the catalog's file
 * @param provisioningDelay how long a new session stays PROVISIONING at least
 * @param warehouse location of databases that name none
 * @param cores how many Spark tasks run at once
 * @param python a Python with pyspark that runs the sessions' code; null for the stand-in
 */
public record Options(
    String host,
    int port,
    Path home,
    Path lake,
    Path store,
    Duration provisioningDelay,
    String warehouse,
    String accountId,
    int cores,
    @Nullable String python) {
  static final String USAGE =
      """
      Usage: glue-local [options]
        --host 127.0.0.1            address to listen on
        --port 14566                port to listen on; 0 takes a free one
        --home .tidemill/glue       directory for scratch files and, by default, the catalog
        --lake .tidemill/lake       directory whose children are the S3 buckets
        --store <home>              directory of the catalog's file; without --home also that of scratch files
        --provisioning-delay 1s     how long a new session is PROVISIONING (500ms, 2s, 1m)
        --warehouse s3://tidemill/warehouse   location of databases that name none
        --account 000000000000      account id in ARNs
        --cores 2                   how many Spark tasks run at once
        --python <executable>       a Python with pyspark 3.5 that runs the sessions' Python code
      """;

  private static final Set<String> NAMES =
      Set.of(
          "host",
          "port",
          "home",
          "lake",
          "store",
          "provisioning-delay",
          "warehouse",
          "account",
          "cores",
          "python");

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException with a message for the person who typed it
   */
  public static Options parse(String... arguments) {
    Map<String, String> given = new HashMap<>();
    for (String name : NAMES) {
      String property = System.getProperty("tidemill.glue." + name);
      if (property != null) {
        given.put(name, property);
      }
    }
    for (int i = 0; i < arguments.length; i++) {
      String argument = arguments[i];
      int equals = argument.indexOf('=');
      String name = equals < 0 ? argument : argument.substring(0, equals);
      if (!name.startsWith("--") || !NAMES.contains(name.substring(2))) {
        throw new IllegalArgumentException(
            "Expected one of the options, but got '" + argument + "'.");
      }
      if (equals < 0 && i + 1 == arguments.length) {
        throw new IllegalArgumentException(
            "Expected a value after " + name + ", but there is none.");
      }
      given.put(name.substring(2), equals < 0 ? arguments[++i] : argument.substring(equals + 1));
    }
    Path home =
        Path.of(given.getOrDefault("home", given.getOrDefault("store", ".tidemill/glue")))
            .toAbsolutePath();
    return new Options(
        given.getOrDefault("host", "127.0.0.1"),
        number(given, "port", 14566, 65_535),
        home,
        Path.of(given.getOrDefault("lake", home.resolveSibling("lake").toString()))
            .toAbsolutePath(),
        Path.of(given.getOrDefault("store", home.toString()))
            .toAbsolutePath()
            .resolve("catalog.mv"),
        duration(given.getOrDefault("provisioning-delay", "1s")),
        given.getOrDefault("warehouse", "s3://tidemill/warehouse"),
        given.getOrDefault("account", "000000000000"),
        Math.max(1, number(given, "cores", 2, 256)),
        given.get("python"));
  }

  private static int number(Map<String, String> given, String name, int otherwise, int max) {
    String text = given.getOrDefault(name, String.valueOf(otherwise));
    try {
      int value = Integer.parseInt(text);
      if (value >= 0 && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "Expected --" + name + " to be a number, but it is '" + text + "'.", e);
    }
    throw new IllegalArgumentException(
        "Expected --" + name + " to be between 0 and " + max + ", but it is " + text + ".");
  }

  private static Duration duration(String text) {
    try {
      if (text.endsWith("ms")) {
        return Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)));
      }
      return Duration.parse("PT" + text);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "Expected --provisioning-delay to be like 500ms, 2s or 1m, but it is '" + text + "'.", e);
    }
  }
}
