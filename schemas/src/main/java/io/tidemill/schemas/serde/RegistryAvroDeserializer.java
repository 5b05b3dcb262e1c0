package io.tidemill.schemas.serde;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the Confluent wire format into the generated classes, whatever version wrote it. A record
 * that is not Avro in that format is a {@link SerializationException}, whose text says what was
 * found. Needs a constructor without arguments, as Kafka creates it by name.
 */
public final class RegistryAvroDeserializer implements Deserializer<GenericContainer> {
  static {
    TrustedRecords.trust();
  }

  private static final int HEADER_BYTES = 1 + Integer.BYTES;

  private final Map<Integer, SpecificDatumReader<GenericContainer>> readers =
      new ConcurrentHashMap<>();
  private @Nullable SchemaRegistry registry;

  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    registry = new SchemaRegistry(configs);
  }

  @Override
  public @Nullable GenericContainer deserialize(String topic, byte @Nullable [] data) {
    if (data == null) {
      return null;
    }
    if (data.length < HEADER_BYTES || data[0] != RegistryAvroSerializer.MAGIC) {
      throw new SerializationException(
          "Expected Avro in the Confluent wire format on topic %s (a zero byte, then a schema id), but got %d bytes that begin with %s"
              .formatted(
                  topic, data.length, data.length == 0 ? "nothing" : "0x%02x".formatted(data[0])));
    }
    int id = ByteBuffer.wrap(data, 1, Integer.BYTES).getInt();
    try {
      return readers
          .computeIfAbsent(id, this::reader)
          .read(
              null,
              DecoderFactory.get()
                  .binaryDecoder(data, HEADER_BYTES, data.length - HEADER_BYTES, null));
    } catch (IOException | RuntimeException e) {
      throw new SerializationException(
          "Expected to read a record of schema id %d on topic %s, but: %s".formatted(id, topic, e),
          e);
    }
  }

  private SpecificDatumReader<GenericContainer> reader(int id) {
    SchemaRegistry configured = registry;
    if (configured == null) {
      throw new IllegalStateException("Expected configure() to be called before deserialize()");
    }
    Schema written = configured.schema(id);
    Class<?> type = SpecificData.get().getClass(written);
    if (type == null) {
      throw new SerializationException(
          "Expected schema id %d to be one of ours, but it is %s"
              .formatted(id, written.getFullName()));
    }
    Schema ours = SpecificData.get().getSchema(type);
    return new SpecificDatumReader<>(written, ours, SpecificData.getForClass(type));
  }
}
