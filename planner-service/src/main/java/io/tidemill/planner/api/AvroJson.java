package io.tidemill.planner.api;

import java.time.Instant;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.module.SimpleModule;

/**
 * Writes our events as JSON under the names of their schemas, so that the API and the topics speak
 * one language.
 */
final class AvroJson extends ValueSerializer<SpecificRecord> {

  static SimpleModule module() {
    SimpleModule module = new SimpleModule("tidemill-avro");
    module.addSerializer(SpecificRecord.class, new AvroJson());
    return module;
  }

  @Override
  public void serialize(SpecificRecord record, JsonGenerator json, SerializationContext context) {
    json.writeStartObject(record);
    for (Schema.Field field : record.getSchema().getFields()) {
      json.writeName(field.name());
      write(record.get(field.pos()), json, context);
    }
    json.writeEndObject();
  }

  private void write(Object value, JsonGenerator json, SerializationContext context) {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof SpecificRecord record) {
      serialize(record, json, context);
    } else if (value instanceof Instant instant) {
      json.writeString(instant.toString());
    } else if (value instanceof Iterable<?> list) {
      json.writeStartArray();
      list.forEach(element -> write(element, json, context));
      json.writeEndArray();
    } else if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      map.forEach(
          (key, element) -> {
            json.writeName(String.valueOf(key));
            write(element, json, context);
          });
      json.writeEndObject();
    } else if (value instanceof CharSequence || value instanceof Enum<?>) {
      json.writeString(value.toString());
    } else {
      context.writeValue(json, value);
    }
  }
}
