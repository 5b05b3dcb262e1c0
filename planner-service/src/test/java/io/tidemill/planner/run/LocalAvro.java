package io.tidemill.planner.run;

import io.tidemill.schemas.serde.TrustedRecords;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/** Avro that needs no registry: the record's class name, then its encoding. */
final class LocalAvro implements Serializer<Object>, Deserializer<Object> {

  static {
    // Declares our records trusted, without which Avro refuses to make any.
    TrustedRecords.trust();
  }

  @Override
  public void close() {
    // Holds nothing.
  }

  @Override
  public void configure(Map<String, ?> configuration, boolean isKey) {
    // Nothing to configure.
  }

  static EventCodec codec() {
    return new EventCodec(new LocalAvro(), new LocalAvro());
  }

  @Override
  public byte[] serialize(String topic, Object event) {
    SpecificRecord record = (SpecificRecord) event;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeUTF(record.getClass().getName());
      var encoder = EncoderFactory.get().directBinaryEncoder(out, null);
      new SpecificDatumWriter<SpecificRecord>(
              record.getSchema(), SpecificData.getForClass(record.getClass()))
          .write(record, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new SerializationException(e);
    }
    return bytes.toByteArray();
  }

  @Override
  public Object deserialize(String topic, byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      Class<?> type = Class.forName(in.readUTF());
      return new SpecificDatumReader<>(
              SpecificData.get().getSchema(type),
              SpecificData.get().getSchema(type),
              SpecificData.getForClass(type))
          .read(null, DecoderFactory.get().directBinaryDecoder(in, null));
    } catch (IOException | ClassNotFoundException e) {
      throw new SerializationException("not Avro: " + e, e);
    }
  }
}
