package io.tidemill.glue.spark;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemill.glue.aws.Json;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads Hive-style storage descriptors, as crawlers and Terraform write them, as Spark data sources
 * with the options that make them read the same files the same way.
 */
final class HiveFormats {
  private static final String DEFAULT_FIELD_DELIMITER = "\u0001";

  private HiveFormats() {}

  /** A Spark data source with its options. */
  record Source(String provider, Map<String, String> options) {}

  /** The data source for a table that Spark did not write itself. */
  static Source sourceOf(JsonNode table) {
    JsonNode descriptor = table.path("StorageDescriptor");
    String serde = descriptor.path("SerdeInfo").path("SerializationLibrary").asText("");
    String input = descriptor.path("InputFormat").asText("");
    Map<String, String> serdeParameters =
        Json.stringMap(descriptor.path("SerdeInfo").path("Parameters"));
    Map<String, String> parameters = Json.stringMap(table.path("Parameters"));
    String both = (serde + " " + input).toLowerCase(Locale.ROOT);
    if (both.contains("hudi") || both.contains("hoodie")) {
      return new Source("hudi", Map.of());
    }
    if (both.contains("parquet")) {
      return new Source("parquet", Map.of());
    }
    if (both.contains("orc")) {
      return new Source("orc", Map.of());
    }
    if (both.contains("opencsvserde")) {
      return new Source("csv", openCsv(serdeParameters, parameters));
    }
    if (both.contains("jsonserde")) {
      return new Source("json", Map.of());
    }
    if (both.contains("lazysimpleserde") || (serde.isEmpty() && both.contains("textinputformat"))) {
      return new Source("csv", lazySimple(serdeParameters, parameters));
    }
    throw new UnsupportedOperationException(
        "Expected table "
            + table.path("DatabaseName").asText()
            + "."
            + table.path("Name").asText()
            + " to be parquet, ORC, JSON, CSV or a table format, but its SerDe is '"
            + serde
            + "' and its input format '"
            + input
            + "': glue-local cannot read it");
  }

  private static Map<String, String> openCsv(
      Map<String, String> serde, Map<String, String> parameters) {
    Map<String, String> options = header(serde, parameters);
    options.put("sep", serde.getOrDefault("separatorChar", ","));
    options.put("quote", serde.getOrDefault("quoteChar", "\""));
    options.put("escape", serde.getOrDefault("escapeChar", "\\"));
    return options;
  }

  private static Map<String, String> lazySimple(
      Map<String, String> serde, Map<String, String> parameters) {
    Map<String, String> options = header(serde, parameters);
    options.put("sep", delimiter(serde, parameters));
    // A delimited text file of Hive knows no quotes.
    options.put("quote", "");
    options.put("nullValue", serde.getOrDefault("serialization.null.format", "\\N"));
    if (serde.containsKey("escape.delim")) {
      options.put("escape", serde.get("escape.delim"));
    }
    return options;
  }

  private static String delimiter(Map<String, String> serde, Map<String, String> parameters) {
    for (String key : new String[] {"field.delim", "serialization.format", "delimiter"}) {
      String value = serde.getOrDefault(key, parameters.getOrDefault(key, ""));
      // "1" is Hive's own way to write the default delimiter.
      if (!value.isEmpty() && !(key.equals("serialization.format") && value.equals("1"))) {
        return value;
      }
    }
    return DEFAULT_FIELD_DELIMITER;
  }

  private static Map<String, String> header(
      Map<String, String> serde, Map<String, String> parameters) {
    String lines =
        parameters.getOrDefault(
            "skip.header.line.count", serde.getOrDefault("skip.header.line.count", "0"));
    if (!lines.equals("0") && !lines.equals("1")) {
      throw new UnsupportedOperationException(
          "Expected skip.header.line.count to be 0 or 1, but it is " + lines);
    }
    Map<String, String> options = new TreeMap<>();
    options.put("header", String.valueOf(lines.equals("1")));
    return options;
  }
}
