package io.tidemill.schemas.serde;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes Avro records in the Confluent wire format: a zero byte, the schema's id as four bytes, the
 * binary encoding. Subjects are {@code topic-value} and {@code topic-key} (TopicNameStrategy), so
 * that {@code io.confluent.kafka.serializers.KafkaAvroSerializer} can take its place by
 * configuration. Needs a constructor without arguments, as Kafka creates it by name.
 */
public final class RegistryAvroSerializer implements Serializer<GenericContainer> {
  static final byte MAGIC = 0;
  private static final int INITIAL_BYTES = 512;

  private @Nullable SchemaRegistry registry;
  private boolean key;

  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    registry = new SchemaRegistry(configs);
    key = isKey;
  }

  @Override
  public byte @Nullable [] serialize(String topic, @Nullable GenericContainer record) {
    if (record == null) {
      return null;
    }
    SchemaRegistry configured = registry;
    if (configured == null) {
      throw new IllegalStateException("Expected configure() to be called before serialize()");
    }
    int id = configured.id(topic + (key ? "-key" : "-value"), record.getSchema());
    ByteArrayOutputStream out = new ByteArrayOutputStream(INITIAL_BYTES);
    out.write(MAGIC);
    out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(id).array());
    try {
      BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
      new SpecificDatumWriter<GenericContainer>(
              record.getSchema(), SpecificData.getForClass(record.getClass()))
          .write(record, encoder);
      encoder.flush();
    } catch (IOException | RuntimeException e) {
      throw new SerializationException(
          "Expected to write a %s to topic %s, but: %s"
              .formatted(record.getSchema().getFullName(), topic, e),
          e);
    }
    return out.toByteArray();
  }
}
