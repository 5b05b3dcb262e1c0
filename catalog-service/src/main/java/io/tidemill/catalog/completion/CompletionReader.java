package io.tidemill.catalog.completion;

import io.tidemill.catalog.state.EventCodec;
import io.tidemill.catalog.state.PoisonException;
import io.tidemill.event.AttemptCompleted;
import io.tidemill.event.ModelEvent;
import io.tidemill.schemas.Topics;
import java.util.Base64;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads the records of model-events. */
final class CompletionReader {
  private final EventCodec codec;

  CompletionReader(EventCodec codec) {
    this.codec = codec;
  }

  /**
   * The completion a record tells of; empty when it tells of something else.
   *
   * @throws PoisonException when it cannot be read, now or ever
   */
  Optional<Completion> read(ConsumerRecord<String, byte[]> record) {
    if (record.value() == null || record.key() == null) {
      throw new PoisonException("Expected a key and a value, but one is missing", null);
    }
    return read(record.key(), record.partition(), record.value());
  }

  Optional<Completion> read(Pending pending) {
    return read(pending.fleet(), pending.partition(), Base64.getDecoder().decode(pending.raw()));
  }

  private Optional<Completion> read(String fleet, int partition, byte[] value) {
    ModelEvent event = codec.read(Topics.MODEL_EVENTS, value, ModelEvent.class);
    return event.getEvent() instanceof AttemptCompleted completed
        ? Optional.of(new Completion(fleet, partition, event, completed, value))
        : Optional.empty();
  }
}
