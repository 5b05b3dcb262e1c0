package io.tidemill.glue.kernel;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the Spark settings out of a session's default arguments. */
final class SparkArguments {
  private SparkArguments() {}

  /** The one {@code --conf} value that Glue allows: {@code k=v --conf k=v --conf k=v}. */
  static Map<String, String> conf(Map<String, String> arguments) {
    Map<String, String> conf = new LinkedHashMap<>();
    String chain = Optional.ofNullable(arguments.get("--conf")).orElse("").strip();
    for (String setting : chain.split("\\s+--conf\\s+|^--conf\\s+")) {
      int equals = setting.indexOf('=');
      if (equals > 0) {
        conf.put(setting.substring(0, equals).strip(), setting.substring(equals + 1).strip());
      }
    }
    return conf;
  }
}
