package io.tidemill.planner.topic;

import io.tidemill.schemas.EventHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.avro.generic.GenericContainer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Where accepted events go. When {@code append} returns, Kafka has acknowledged every record on all
 * replicas; when it throws, none counts as accepted, though some may be there: consumers know an
 * event by its id.
 */
public final class EventLog implements AutoCloseable {
  private static final String PRODUCER = "planner-service";
  private static final long ACK_SECONDS = 10;

  private final Lazy<Producer<String, GenericContainer>> avro;
  private final Lazy<Producer<String, byte[]>> bytes;
  private final TopicGate gate;

  public EventLog(KafkaClients clients, TopicGate gate) {
    this.avro = new Lazy<>(clients::avroProducer);
    this.bytes = new Lazy<>(clients::bytesProducer);
    this.gate = gate;
  }

  /** Appends records to a topic under one key, in order. */
  public <R extends GenericContainer> void append(
      String topic, String key, List<R> records, Function<R, String> eventId) {
    gate.requireOpen();
    List<Future<RecordMetadata>> acknowledgements = new ArrayList<>();
    for (R record : records) {
      ProducerRecord<String, GenericContainer> sent = new ProducerRecord<>(topic, key, record);
      EventHeaders.put(sent.headers(), EventHeaders.EVENT_ID, eventId.apply(record));
      EventHeaders.put(sent.headers(), EventHeaders.PRODUCER, PRODUCER);
      acknowledgements.add(sending(() -> avro.value().send(sent)));
    }
    for (Future<RecordMetadata> acknowledgement : acknowledgements) {
      await(topic, acknowledgement);
    }
  }

  /** Keeps what could not be used, byte for byte, with where it came from and the reason. */
  public void deadLetter(String topic, DeadLetter letter) {
    gate.requireOpen();
    ProducerRecord<String, byte[]> sent =
        new ProducerRecord<>(topic, letter.key(), letter.content());
    EventHeaders.deadLetter(
        sent.headers(), letter.origin(), letter.partition(), letter.offset(), letter.reason());
    EventHeaders.put(sent.headers(), EventHeaders.PRODUCER, PRODUCER);
    await(topic, sending(() -> bytes.value().send(sent)));
  }

  private static Future<RecordMetadata> sending(Supplier<Future<RecordMetadata>> send) {
    try {
      return send.get();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static void await(String topic, Future<RecordMetadata> acknowledgement) {
    try {
      acknowledgement.get(ACK_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new LogUnavailableException(topic, e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      throw new LogUnavailableException(topic, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LogUnavailableException(topic, e);
    }
  }

  @Override
  public void close() {
    avro.ifPresent(Producer::close);
    bytes.ifPresent(Producer::close);
  }
}
