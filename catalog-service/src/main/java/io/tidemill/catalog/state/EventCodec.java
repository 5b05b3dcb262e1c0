package io.tidemill.catalog.state;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.util.Objects;
import org.apache.avro.generic.GenericContainer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Reads and writes Avro events with whatever serializer is configured, and tells bad records from a
 * registry that is away.
 */
public final class EventCodec {
  private final Serializer<? super GenericContainer> serializer;
  private final Deserializer<?> deserializer;

  public EventCodec(Serializer<? super GenericContainer> serializer, Deserializer<?> deserializer) {
    this.serializer = serializer;
    this.deserializer = deserializer;
  }

  public byte[] write(String topic, GenericContainer event) {
    return Objects.requireNonNull(serializer.serialize(topic, event));
  }

  /**
   * Reads an event.
   *
   * @throws PoisonException when the bytes are not such an event and never will be
   * @throws SerializationException when that cannot be told now, because the registry does not
   *     answer
   */
  public <T> T read(String topic, byte[] value, Class<T> type) {
    Object event;
    try {
      event = deserializer.deserialize(topic, value);
    } catch (SerializationException e) {
      if (registryAway(e)) {
        throw e;
      }
      throw new PoisonException(String.valueOf(e.getMessage()), e);
    }
    if (!type.isInstance(event)) {
      String found = event == null ? "nothing" : event.getClass().getSimpleName();
      throw new PoisonException(
          "Expected a " + type.getSimpleName() + " on topic " + topic + ", but got " + found, null);
    }
    return type.cast(event);
  }

  /**
   * Bytes that end too soon are an IOException as well; that of a call has another exception around
   * it.
   */
  private static boolean registryAway(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      Throwable next = cause.getCause();
      boolean nested = cause != e && cause instanceof SerializationException;
      if (cause instanceof ConnectException
          || (nested && next instanceof IOException && !(next instanceof EOFException))) {
        return true;
      }
    }
    return false;
  }
}
