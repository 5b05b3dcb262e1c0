package io.tidemill.executor.kafka;

import java.io.IOException;
import org.apache.avro.generic.GenericContainer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/** Between events and bytes. Thread-safe as the configured serializers are. */
public final class EventCodec {
  private final Serializer<GenericContainer> serializer;
  private final Deserializer<?> deserializer;

  public EventCodec(Serializer<GenericContainer> serializer, Deserializer<?> deserializer) {
    this.serializer = serializer;
    this.deserializer = deserializer;
  }

  /** The event as it goes on the topic. */
  public byte[] encode(String topic, GenericContainer event) {
    return serializer.serialize(topic, event);
  }

  /**
   * Reads an event.
   *
   * @throws PoisonRecordException when the record can never be read
   * @throws SerializationException when it could not be read now: the registry does not answer
   */
  public <T> T decode(String topic, byte[] value, Class<T> type) {
    Object event;
    try {
      event = deserializer.deserialize(topic, value);
    } catch (SerializationException e) {
      if (registryIsDown(e)) {
        throw e;
      }
      throw new PoisonRecordException(String.valueOf(e.getMessage()), e);
    }
    if (!type.isInstance(event)) {
      throw new PoisonRecordException(
          "Expected a %s on topic %s, but found %s"
              .formatted(
                  type.getSimpleName(),
                  topic,
                  event == null ? "nothing" : event.getClass().getSimpleName()),
          null);
    }
    return type.cast(event);
  }

  /** A failed call to the registry, as opposed to bytes that end too early. */
  private static boolean registryIsDown(SerializationException e) {
    return e.getCause() instanceof SerializationException call
        && call.getCause() instanceof IOException;
  }
}
