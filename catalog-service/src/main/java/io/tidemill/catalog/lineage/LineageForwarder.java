package io.tidemill.catalog.lineage;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tidemill.catalog.lineage.LineageSink.RejectedException;
import io.tidemill.catalog.permission.Backoff;
import io.tidemill.schemas.EventHeaders;
import io.tidemill.schemas.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Carries events from the lineage topic to one sink, in order, each at least once. A sink that is
 * away holds up only itself: the events wait in the topic. One that refuses an event for good has
 * it put on the dead-letter topic.
 */
public final class LineageForwarder implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(LineageForwarder.class);
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final LineageSink sink;
  private final Supplier<Consumer<String, byte[]>> consumers;
  private final Producer<String, byte[]> deadLetters;
  private final Backoff backoff;
  private final RandomGenerator random;
  private final Counter delivered;
  private final Counter failed;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile @Nullable Thread thread;

  /**
   * @param backoff waits between tries; the number of tries is not limited
   */
  public LineageForwarder(
      LineageSink sink,
      Supplier<Consumer<String, byte[]>> consumers,
      Producer<String, byte[]> deadLetters,
      Backoff backoff,
      RandomGenerator random,
      MeterRegistry metrics) {
    this.sink = sink;
    this.consumers = consumers;
    this.deadLetters = deadLetters;
    this.backoff = backoff;
    this.random = random;
    this.delivered = metrics.counter("tidemill.catalog.lineage.delivered", "sink", sink.name());
    this.failed = metrics.counter("tidemill.catalog.lineage.failed", "sink", sink.name());
  }

  @Override
  public void start() {
    Thread started = new Thread(this::run, "lineage-" + sink.name());
    thread = started;
    started.start();
  }

  @Override
  public void stop() {
    stopping.countDown();
    Thread running = thread;
    if (running == null) {
      return;
    }
    try {
      running.join(PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    running.interrupt();
    thread = null;
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }

  private void run() {
    try {
      while (stopping.getCount() > 0) {
        live();
      }
    } catch (InterruptedException e) {
      log.info("Interrupted; undelivered events are delivered after the next start");
    }
  }

  private void live() throws InterruptedException {
    try (Consumer<String, byte[]> consumer = consumers.get()) {
      consumer.subscribe(List.of(Topics.LINEAGE));
      while (stopping.getCount() > 0) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
          deliver(consumer, record);
          if (stopping.getCount() == 0) {
            return;
          }
        }
      }
    } catch (RuntimeException e) {
      // Whatever it is, events wait in the topic and the next life begins where this one ended.
      log.warn(
          "Lineage sink {} starts again from what was delivered, because: {}",
          sink.name(),
          e.toString());
      pause(1);
    }
  }

  private void deliver(Consumer<String, byte[]> consumer, ConsumerRecord<String, byte[]> record)
      throws InterruptedException {
    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
    for (int attempt = 1; stopping.getCount() > 0; attempt++) {
      try {
        sink.deliver(new String(record.value(), UTF_8));
        delivered.increment();
        consumer.commitSync(Map.of(partition, new OffsetAndMetadata(record.offset() + 1)));
        return;
      } catch (RejectedException e) {
        failed.increment();
        log.warn(
            "Lineage event {}@{} goes to the dead letters: {}",
            partition,
            record.offset(),
            e.getMessage());
        deadLetter(record, String.valueOf(e.getMessage()));
        consumer.commitSync(Map.of(partition, new OffsetAndMetadata(record.offset() + 1)));
        return;
      } catch (IOException e) {
        failed.increment();
        log.warn(
            "Lineage sink {} did not take an event, try {}: {}",
            sink.name(),
            attempt,
            e.toString());
        pause(attempt);
        stayInGroup(consumer);
      }
    }
  }

  /** A consumer that does not poll loses its partitions; paused ones give no records. */
  private static void stayInGroup(Consumer<String, byte[]> consumer) {
    consumer.pause(consumer.assignment());
    ConsumerRecords<String, byte[]> records = consumer.poll(Duration.ZERO);
    // Partitions that were assigned just now are not paused: what they gave is asked for again.
    for (TopicPartition partition : records.partitions()) {
      consumer.seek(partition, records.records(partition).get(0).offset());
    }
    consumer.resume(consumer.paused());
  }

  private void deadLetter(ConsumerRecord<String, byte[]> record, String reason)
      throws InterruptedException {
    ProducerRecord<String, byte[]> letter =
        new ProducerRecord<>(
            Topics.deadLetters("catalog"), null, record.key(), record.value(), record.headers());
    EventHeaders.deadLetter(
        letter.headers(), record.topic(), record.partition(), record.offset(), reason);
    try {
      deadLetters.send(letter).get();
    } catch (ExecutionException e) {
      throw new KafkaException("Expected to write a dead letter, but: " + e.getCause(), e);
    }
  }

  private void pause(int attempt) throws InterruptedException {
    boolean stopped =
        stopping.await(backoff.after(attempt, random).toMillis(), TimeUnit.MILLISECONDS);
    log.debug("Paused; stopping: {}", stopped);
  }
}
