package io.tidemill.planner.run;

import io.tidemill.schemas.serde.TrustedRecords;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.generic.GenericContainer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/** Events to bytes and back, by whatever serializer classes the configuration names. */
final class EventCodec {

  private static final String SERIALIZER = "io.tidemill.schemas.serde.RegistryAvroSerializer";
  private static final String DESERIALIZER = "io.tidemill.schemas.serde.RegistryAvroDeserializer";

  private final Serializer<Object> serializer;
  private final Deserializer<Object> deserializer;

  EventCodec(Serializer<Object> serializer, Deserializer<Object> deserializer) {
    this.serializer = serializer;
    this.deserializer = deserializer;
  }

  /**
   * The classes named by {@code value.serializer} and {@code value.deserializer}; ours where none
   * is named.
   */
  static EventCodec configured(Map<String, Object> configuration) {
    // Another vendor's classes would not know that Avro may load ours.
    TrustedRecords.trust();
    Serializer<Object> serializer =
        create(String.valueOf(configuration.getOrDefault("value.serializer", SERIALIZER)));
    Deserializer<Object> deserializer =
        create(String.valueOf(configuration.getOrDefault("value.deserializer", DESERIALIZER)));
    serializer.configure(configuration, false);
    deserializer.configure(configuration, false);
    return new EventCodec(serializer, deserializer);
  }

  byte[] encode(String topic, GenericContainer event) {
    return Objects.requireNonNull(
        serializer.serialize(topic, event), "The serializer made nothing of an event");
  }

  /**
   * Reads an event of the expected type.
   *
   * @throws UnusableRecordException when the bytes are not such an event
   * @throws SerializationException when the registry cannot be asked: the record may be fine
   */
  <E> E decode(String topic, byte[] bytes, Class<E> type) {
    Object event;
    try {
      event = deserializer.deserialize(topic, bytes);
    } catch (RuntimeException e) {
      if (isRegistryUnreachable(e)) {
        throw e;
      }
      throw new UnusableRecordException(String.valueOf(e.getMessage()), e);
    }
    if (!type.isInstance(event)) {
      throw new UnusableRecordException(
          "Expected a "
              + type.getSimpleName()
              + " on topic "
              + topic
              + ", but it is "
              + (event == null ? "empty" : "a " + event.getClass().getSimpleName()));
    }
    return type.cast(event);
  }

  /**
   * Malformed bytes fail in the decoder; a registry that does not answer fails one level below, on
   * the network.
   */
  private static boolean isRegistryUnreachable(Throwable failure) {
    Throwable cause = failure.getCause();
    return cause instanceof SerializationException && cause.getCause() instanceof IOException;
  }

  @SuppressWarnings("unchecked")
  private static <T> T create(String className) {
    try {
      return (T) Class.forName(className).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(
          "Expected "
              + className
              + " to be a serializer class on the class path, but it cannot be created: "
              + e,
          e);
    }
  }
}
