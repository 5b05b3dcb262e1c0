package io.tidemill.cli.command;

import io.tidemill.cli.UserException;
import io.tidemill.dbt.yaml.YamlException;
import io.tidemill.dbt.yaml.YamlReader;
import java.util.LinkedHashMap;
import java.util.Map;

/** Options whose value is a YAML mapping, as dbt has them. */
final class YamlArguments {
  private YamlArguments() {}

  /**
   * @param option name of the option, for the message
   * @throws UserException if the text is not a mapping
   */
  static Map<String, Object> map(String option, String text) {
    try {
      Object root = YamlReader.read(text).root();
      if (root == null) {
        return new LinkedHashMap<>();
      }
      if (root instanceof Map<?, ?> entries) {
        Map<String, Object> map = new LinkedHashMap<>();
        entries.forEach((key, value) -> map.put(String.valueOf(key), value));
        return map;
      }
      throw new UserException(
          "Expected %s to be a YAML dictionary, e.g. '{day: 2026-11-22}', but got '%s'"
              .formatted(option, text));
    } catch (YamlException e) {
      throw new UserException(
          "Expected %s to be a YAML dictionary, e.g. '{day: 2026-11-22}', but '%s' is not YAML: %s"
              .formatted(option, text, e.getMessage()),
          e);
    }
  }
}
