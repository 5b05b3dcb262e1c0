package io.tidemill.planner.trigger;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A JSON object that is read field by field; a field that is not as expected is named with its full
 * path.
 */
final class EventFields {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int QUOTED_CHARACTERS = 80;

  private final String path;
  private final JsonNode node;

  private EventFields(String path, JsonNode node) {
    this.path = path;
    this.node = node;
  }

  /** The objects of a body: itself, or the elements of an array. */
  static List<EventFields> parse(String body) {
    JsonNode root = readTree(body);
    if (root.isObject()) {
      return List.of(new EventFields("", root));
    }
    if (!root.isArray()) {
      throw MalformedEventException.expected(
          "body", "a JSON object or an array of them", "it is " + shown(root));
    }
    List<EventFields> elements = new ArrayList<>();
    for (JsonNode element : root) {
      elements.add(objectAt("[" + elements.size() + "]", element));
    }
    return elements;
  }

  private static JsonNode readTree(String body) {
    try {
      JsonNode root = JSON.readTree(body);
      if (root == null || root.isMissingNode()) {
        throw MalformedEventException.expected("body", "JSON", "it is empty");
      }
      return root;
    } catch (JacksonException e) {
      throw MalformedEventException.expected(
          "body",
          "JSON",
          "it is not at line "
              + e.getLocation().getLineNr()
              + ", column "
              + e.getLocation().getColumnNr()
              + ": "
              + e.getOriginalMessage());
    }
  }

  private static EventFields objectAt(String path, JsonNode node) {
    if (!node.isObject()) {
      throw MalformedEventException.expected(path, "a JSON object", "it is " + shown(node));
    }
    return new EventFields(path, node);
  }

  boolean has(String name) {
    return !at(name).isMissingNode() && !at(name).isNull();
  }

  EventFields object(String name) {
    JsonNode value = at(name);
    if (value.isMissingNode()) {
      throw MalformedEventException.expected(pathOf(name), "a JSON object", "it is missing");
    }
    return objectAt(pathOf(name), value);
  }

  List<EventFields> objects(String name) {
    JsonNode value = at(name);
    if (!value.isArray()) {
      throw MalformedEventException.expected(pathOf(name), "an array", "it is " + shown(value));
    }
    List<EventFields> elements = new ArrayList<>();
    for (JsonNode element : value) {
      elements.add(objectAt(pathOf(name) + "[" + elements.size() + "]", element));
    }
    return elements;
  }

  String text(String name) {
    String value = textOrNull(name);
    if (value == null || value.isBlank()) {
      throw MalformedEventException.expected(
          pathOf(name), "a non-empty string", value == null ? "it is missing" : "it is blank");
    }
    return value;
  }

  @Nullable String textOrNull(String name) {
    JsonNode value = at(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isString()) {
      throw MalformedEventException.expected(pathOf(name), "a string", "it is " + shown(value));
    }
    return value.stringValue();
  }

  @Nullable Long sizeOrNull(String name) {
    JsonNode value = at(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
      throw MalformedEventException.expected(
          pathOf(name), "a whole number of bytes", "it is " + shown(value));
    }
    return value.longValue();
  }

  Instant instant(String name) {
    return parseInstant(name, text(name));
  }

  Instant instantOr(String name, Instant otherwise) {
    String value = textOrNull(name);
    return value == null ? otherwise : parseInstant(name, value);
  }

  private Instant parseInstant(String name, String value) {
    try {
      return OffsetDateTime.parse(value).toInstant();
    } catch (DateTimeException e) {
      throw MalformedEventException.expected(
          pathOf(name), "an ISO-8601 time with a zone", "it is \"" + value + "\"");
    }
  }

  /** An object of scalars, each as text; empty when the field is absent. */
  Map<String, String> texts(String name) {
    if (!has(name)) {
      return Map.of();
    }
    EventFields object = object(name);
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> property : object.node.properties()) {
      JsonNode value = property.getValue();
      texts.put(property.getKey(), value.isValueNode() ? value.asString() : value.toString());
    }
    return texts;
  }

  MalformedEventException refusal(String name, String expectation) {
    return MalformedEventException.expected(pathOf(name), expectation, "it is " + shown(at(name)));
  }

  private JsonNode at(String name) {
    return node.path(name);
  }

  private String pathOf(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private static String shown(JsonNode value) {
    if (value.isMissingNode()) {
      return "missing";
    }
    String text = value.toString();
    return text.length() <= QUOTED_CHARACTERS ? text : text.substring(0, QUOTED_CHARACTERS) + "...";
  }
}
