package io.tidemill.catalog.state;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * A compacted topic as a map of strings.
 *
 * <p>Own writes are in the map when the call returns. Those of other instances come in with {@link
 * #catchUp}, which whoever takes over work calls before it starts. Safe for many threads.
 */
public final class StateTopic implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  private final String topic;
  private final Consumer<String, byte[]> consumer;
  private final Producer<String, byte[]> producer;
  private final ConcurrentSkipListMap<String, Row> rows = new ConcurrentSkipListMap<>();

  /**
   * Offsets compare within one key, since a key stays in its partition; a null value is a deletion.
   */
  private record Row(@Nullable String value, long offset) {}

  public StateTopic(
      String topic, Consumer<String, byte[]> consumer, Producer<String, byte[]> producer) {
    this.topic = topic;
    this.consumer = consumer;
    this.producer = producer;
  }

  public String topic() {
    return topic;
  }

  public Optional<String> get(String key) {
    Row row = rows.get(key);
    return row == null ? Optional.empty() : Optional.ofNullable(row.value);
  }

  /** Keys that begin with {@code prefix}, and their values, in order. */
  public Map<String, String> startingWith(String prefix) {
    Map<String, String> found = new TreeMap<>();
    rows.subMap(prefix, prefix + Character.MAX_VALUE)
        .forEach(
            (key, row) -> {
              if (row.value != null) {
                found.put(key, row.value);
              }
            });
    return found;
  }

  /** Writes one row and waits until the log has it. */
  public void put(String key, String value) {
    try {
      RecordMetadata written = producer.send(record(key, value)).get();
      took(key, value, written.offset());
    } catch (ExecutionException e) {
      throw new KafkaException(
          "Expected to write " + key + " to " + topic + ", but: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptException(e);
    }
  }

  /** The record of a row, for a transaction of the caller's; null deletes. */
  public ProducerRecord<String, byte[]> record(String key, @Nullable String value) {
    return new ProducerRecord<>(
        topic, key, value == null ? null : value.getBytes(StandardCharsets.UTF_8));
  }

  /** Takes over a row that the caller has committed. */
  public void took(String key, @Nullable String value, long offset) {
    rows.merge(
        key, new Row(value, offset), (old, young) -> young.offset >= old.offset ? young : old);
  }

  /** Reads everything that was committed before this call. */
  public synchronized void catchUp() {
    Collection<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    if (consumer.assignment().size() != partitions.size()) {
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
    }
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
        String value =
            record.value() == null ? null : new String(record.value(), StandardCharsets.UTF_8);
        took(record.key(), value, record.offset());
      }
    }
  }

  @Override
  public synchronized void close() {
    List.<AutoCloseable>of(consumer, producer).forEach(StateTopic::close);
  }

  private static void close(AutoCloseable client) {
    try {
      client.close();
    } catch (Exception e) {
      throw new KafkaException("Expected to close a Kafka client, but: " + e, e);
    }
  }
}
