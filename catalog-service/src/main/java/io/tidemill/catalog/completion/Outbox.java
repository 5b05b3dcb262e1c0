package io.tidemill.catalog.completion;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemill.catalog.lineage.LineageRecord;
import io.tidemill.catalog.state.EventCodec;
import io.tidemill.catalog.state.Json;
import io.tidemill.catalog.state.StateTopic;
import io.tidemill.event.ModelEvent;
import io.tidemill.event.ModelPublished;
import io.tidemill.schemas.EventHeaders;
import io.tidemill.schemas.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Writes what completions came to, in one transaction with the offsets they came from: whoever
 * reads committed records sees lineage, publication and progress together and once, however often
 * this process dies in between.
 */
final class Outbox implements AutoCloseable {
  private static final String PRODUCER = "catalog-service";

  private final Producer<String, byte[]> producer;
  private final EventCodec codec;
  private final StateTopic state;
  private final String deadLetterTopic = Topics.deadLetters("catalog");

  /** A record that could not be read, and why. */
  record DeadLetter(ConsumerRecord<String, byte[]> record, String reason) {}

  /**
   * Rows of the state topic that one transaction writes: a later completion of a node builds on an
   * earlier one's row.
   */
  private final class Rows {
    private final Map<String, Future<RecordMetadata>> written = new HashMap<>();
    private final Map<String, Optional<String>> values = new LinkedHashMap<>();

    Optional<String> get(String key) {
      Optional<String> value = values.get(key);
      return value == null ? state.get(key) : value;
    }

    void put(String key, @Nullable String value) {
      values.put(key, Optional.ofNullable(value));
      written.put(key, producer.send(state.record(key, value)));
    }

    /** Only after the commit: rows of a transaction that was not committed never were. */
    void committed() {
      values.forEach(
          (key, value) ->
              state.took(
                  key, value.orElse(null), offset(Objects.requireNonNull(written.get(key)))));
    }
  }

  Outbox(Producer<String, byte[]> producer, EventCodec codec, StateTopic state) {
    this.producer = producer;
    this.codec = codec;
    this.state = state;
  }

  /** Ends whatever an earlier process of the same id left open. */
  void begin() {
    producer.initTransactions();
  }

  /** Writes everything, or throws and has written nothing. */
  void write(
      List<Effects> effects,
      List<DeadLetter> deadLetters,
      Map<TopicPartition, OffsetAndMetadata> offsets,
      ConsumerGroupMetadata group) {
    producer.beginTransaction();
    Rows rows = new Rows();
    effects.forEach(effect -> send(effect, rows));
    deadLetters.forEach(this::send);
    if (!offsets.isEmpty()) {
      producer.sendOffsetsToTransaction(offsets, group);
    }
    producer.commitTransaction();
    rows.committed();
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(3));
  }

  private void send(Effects effects, Rows rows) {
    ModelEvent event = effects.completion().event();
    String run = event.getEnvironment() + "/" + event.getRunId();
    for (LineageRecord lineage : effects.lineage()) {
      var record = new ProducerRecord<>(Topics.LINEAGE, run, lineage.json().getBytes(UTF_8));
      headers(record, lineage.runId() + "/" + lineage.eventType());
      producer.send(record);
    }
    ModelPublished published = effects.published();
    if (published != null) {
      byte[] value = codec.write(Topics.MODEL_PUBLISHED, published);
      var record =
          new ProducerRecord<>(Topics.MODEL_PUBLISHED, effects.completion().fleet(), value);
      headers(record, published.getEventId());
      producer.send(record);
    }
    remember(effects, rows);
  }

  private static void remember(Effects effects, Rows rows) {
    Completion completion = effects.completion();
    ModelEvent event = completion.event();
    String nodeKey = Memory.nodeKey(event.getEnvironment(), event.getNodeId());
    NodeState before =
        rows.get(nodeKey).map(json -> Json.read(json, NodeState.class)).orElse(NodeState.NONE);
    if (!before.handled().contains(event.getEventId())) {
      rows.put(nodeKey, Json.write(before.with(event.getEventId(), completion.location())));
    }
    String pendingKey = Memory.pendingKey(event.getEnvironment(), event.getNodeId());
    if (effects.pending() != null) {
      rows.put(pendingKey, Json.write(effects.pending()));
      return;
    }
    // A later build supersedes an earlier one that still waits; an attempt that built nothing does
    // not.
    Optional<Pending> waiting = rows.get(pendingKey).map(json -> Json.read(json, Pending.class));
    if (waiting.isPresent()
        && (completion.table().isPresent() || waiting.get().eventId().equals(event.getEventId()))) {
      rows.put(pendingKey, null);
    }
  }

  private void send(DeadLetter letter) {
    ConsumerRecord<String, byte[]> source = letter.record;
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(deadLetterTopic, null, source.key(), source.value(), source.headers());
    EventHeaders.deadLetter(
        record.headers(), source.topic(), source.partition(), source.offset(), letter.reason);
    producer.send(record);
  }

  private static void headers(ProducerRecord<String, byte[]> record, String eventId) {
    EventHeaders.put(record.headers(), EventHeaders.EVENT_ID, eventId);
    EventHeaders.put(record.headers(), EventHeaders.PRODUCER, PRODUCER);
  }

  private static long offset(Future<RecordMetadata> written) {
    try {
      return written.get().offset();
    } catch (ExecutionException e) {
      throw new KafkaException(
          "Expected a committed write to have an offset, but: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptException(e);
    }
  }
}
