package io.tidemill.schemas.serde;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.kafka.common.errors.SerializationException;

/** The little JSON the registry's protocol needs. Jackson 2, which Avro brings along. */
final class SchemaJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private SchemaJson() {}

  static String quote(String text) {
    try {
      return MAPPER.writeValueAsString(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Expected text that JSON can carry, but: " + e, e);
    }
  }

  static String schemaField(String answer) {
    try {
      JsonNode schema = MAPPER.readTree(answer).path("schema");
      if (schema.isTextual()) {
        return schema.textValue();
      }
    } catch (JsonProcessingException e) {
      throw new SerializationException("Expected JSON from the schema registry, but: " + answer, e);
    }
    throw new SerializationException(
        "Expected a field `schema` in the registry's answer, but it said: " + answer);
  }
}
