package io.tidemill.executor.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidemill.schemas.EventHeaders;
import io.tidemill.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what is written to a fleet from now on, outside any consumer group, on a thread of its own.
 * Records of other fleets are skipped unread; one that can never be read goes to the dead-letter
 * topic and the reader goes on.
 *
 * <p>One thread calls {@link #takePosition} and then {@link #run}; any thread may {@link #close}.
 */
public final class FleetReader implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(FleetReader.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration METADATA = Duration.ofSeconds(30);
  private static final long REGISTRY_PAUSE_MILLIS = 500;

  private final Consumer<String, byte[]> consumer;
  private final Producer<String, byte[]> deadLetters;
  private final String fleet;
  private final List<String> topics;
  private final MeterRegistry metrics;
  private volatile boolean closed;

  /** What is done with a record of the fleet. May throw {@link PoisonRecordException}. */
  @FunctionalInterface
  public interface Handler {
    void handle(ConsumerRecord<String, byte[]> record);
  }

  public FleetReader(
      Consumer<String, byte[]> consumer,
      Producer<String, byte[]> deadLetters,
      String fleet,
      List<String> topics,
      MeterRegistry metrics) {
    this.consumer = consumer;
    this.deadLetters = deadLetters;
    this.fleet = fleet;
    this.topics = List.copyOf(topics);
    this.metrics = metrics;
  }

  /**
   * Takes up its position at the end of every partition.
   *
   * @return offset from which the fleet's own partition of the first topic is read
   */
  public long takePosition() {
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : topics) {
      List<PartitionInfo> infos = consumer.partitionsFor(topic, METADATA);
      infos.forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
    }
    consumer.assign(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, METADATA);
    ends.forEach(consumer::seek);
    return Objects.requireNonNull(ends.get(ownPartition(topics.get(0), partitions)));
  }

  /** Reads until closed. */
  public void run(Handler handler) {
    try {
      while (!closed) {
        poll(handler);
      }
    } catch (WakeupException | InterruptException e) {
      if (!closed) {
        log.error("Reading {} was interrupted; this executor takes nothing any more", topics, e);
      }
    } finally {
      consumer.close();
    }
  }

  @Override
  public void close() {
    closed = true;
    consumer.wakeup();
  }

  private void poll(Handler handler) {
    ConsumerRecords<String, byte[]> records;
    try {
      records = consumer.poll(POLL);
    } catch (WakeupException | InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      // The client reconnects by itself; what it throws here it will throw again or recover from.
      log.warn("Reading {} failed: {}", topics, e.getMessage());
      return;
    }
    for (ConsumerRecord<String, byte[]> record : records) {
      if (fleet.equals(record.key()) && !closed) {
        handle(handler, record);
      }
    }
  }

  private void handle(Handler handler, ConsumerRecord<String, byte[]> record) {
    while (!closed) {
      try {
        handler.handle(record);
        return;
      } catch (PoisonRecordException e) {
        bury(record, e);
        return;
      } catch (SerializationException e) {
        log.warn(
            "Record {}-{}@{} waits: {}",
            record.topic(),
            record.partition(),
            record.offset(),
            e.getMessage());
        Utils.sleep(REGISTRY_PAUSE_MILLIS);
      }
    }
  }

  private void bury(ConsumerRecord<String, byte[]> record, PoisonRecordException reason) {
    log.error(
        "Record {}-{}@{} cannot be read and goes to the dead letters: {}",
        record.topic(),
        record.partition(),
        record.offset(),
        reason.getMessage());
    ProducerRecord<String, byte[]> letter =
        new ProducerRecord<>(Topics.deadLetters("executor"), record.key(), record.value());
    EventHeaders.deadLetter(
        letter.headers(),
        record.topic(),
        record.partition(),
        record.offset(),
        String.valueOf(reason.getMessage()));
    deadLetters.send(letter);
    metrics.counter("tidemill.dead.letters", "topic", record.topic()).increment();
  }

  private TopicPartition ownPartition(String topic, Collection<TopicPartition> all) {
    long count = all.stream().filter(partition -> partition.topic().equals(topic)).count();
    byte[] key = fleet.getBytes(StandardCharsets.UTF_8);
    return new TopicPartition(topic, (int) (Utils.toPositive(Utils.murmur2(key)) % count));
  }
}
