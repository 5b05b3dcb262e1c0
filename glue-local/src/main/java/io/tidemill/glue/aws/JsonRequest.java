package io.tidemill.glue.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** A call's parameters, with AWS's refusals for those that are missing or of the wrong kind. */
public record JsonRequest(ObjectNode body) {
  /** A required string; names of catalog objects included. */
  public String text(String field) {
    return optionalText(field).orElseThrow(() -> missing(field));
  }

  public Optional<String> optionalText(String field) {
    JsonNode node = body.path(field);
    if (node.isMissingNode() || node.isNull()) {
      return Optional.empty();
    }
    if (!node.isTextual()) {
      throw AwsException.validation(
          "Expected field " + field + " to be a string, but it is " + node.getNodeType() + ".");
    }
    return Optional.of(node.asText());
  }

  /** A required catalog name, in the lower case in which Glue stores it. */
  public String name(String field) {
    String name = text(field);
    if (name.isBlank() || name.length() > 255) {
      throw AwsException.validation(
          "Expected field " + field + " to have 1 to 255 characters, but it has " + name.length());
    }
    return Json.lower(name);
  }

  public ObjectNode object(String field) {
    return optionalObject(field).orElseThrow(() -> missing(field));
  }

  public Optional<ObjectNode> optionalObject(String field) {
    return body.path(field) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
  }

  public int integer(String field, int otherwise) {
    return body.path(field).asInt(otherwise);
  }

  public boolean flag(String field) {
    return body.path(field).asBoolean(false);
  }

  public boolean has(String field) {
    return body.hasNonNull(field);
  }

  public List<JsonNode> list(String field) {
    return Json.elements(body.path(field));
  }

  public List<String> strings(String field) {
    return Json.stringList(body.path(field));
  }

  private static AwsException missing(String field) {
    return AwsException.validation(
        "1 validation error detected: Value null at '"
            + field
            + "' failed to satisfy constraint: Member must not be null");
  }
}
