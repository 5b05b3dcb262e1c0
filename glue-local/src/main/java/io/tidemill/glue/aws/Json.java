package io.tidemill.glue.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/** The endpoint's one JSON mapper and the few conversions every service needs. */
public final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  public static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  public static ArrayNode array(Collection<? extends JsonNode> items) {
    return array().addAll(items);
  }

  public static ArrayNode strings(Collection<String> items) {
    ArrayNode array = array();
    items.forEach(array::add);
    return array;
  }

  public static ObjectNode strings(Map<String, String> entries) {
    ObjectNode object = object();
    entries.forEach(object::put);
    return object;
  }

  /** Parses a JSON object; anything else is the caller's mistake. */
  public static ObjectNode parseObject(String text) {
    try {
      JsonNode node = text.isBlank() ? object() : MAPPER.readTree(text);
      if (node instanceof ObjectNode object) {
        return object;
      }
      throw new AwsException(
          "SerializationException",
          400,
          "Expected a JSON object, but the body holds " + node.getNodeType() + ".");
    } catch (JsonProcessingException e) {
      throw new AwsException(
          "SerializationException",
          400,
          "Expected a JSON object, but the body does not parse: " + e.getOriginalMessage());
    }
  }

  public static String write(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Expected to write a JSON tree, but failed", e);
    }
  }

  /** The time format of most AWS JSON fields: seconds since the epoch with a fraction. */
  public static double epochSeconds(Instant instant) {
    return instant.toEpochMilli() / 1000.0;
  }

  /** The entries of a string map field, in key order; empty when the field is absent. */
  public static Map<String, String> stringMap(JsonNode node) {
    Map<String, String> entries = new TreeMap<>();
    node.fields().forEachRemaining(entry -> entries.put(entry.getKey(), entry.getValue().asText()));
    return entries;
  }

  public static List<String> stringList(JsonNode node) {
    return elements(node).stream().map(JsonNode::asText).toList();
  }

  public static List<JsonNode> elements(JsonNode node) {
    return StreamSupport.stream(node.spliterator(), false).toList();
  }

  /** Names in the Glue catalog are stored in lower case. */
  public static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
