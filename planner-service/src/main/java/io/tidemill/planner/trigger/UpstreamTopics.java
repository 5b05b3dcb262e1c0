package io.tidemill.planner.trigger;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemill.event.Trigger;
import io.tidemill.event.TriggerKind;
import io.tidemill.planner.config.Starting;
import io.tidemill.planner.config.Worker;
import io.tidemill.planner.trigger.TriggerProperties.UpstreamTopic;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a trigger of each record of upstream topics. Only the key is read. Offsets are committed
 * after the triggers are acknowledged; a record read twice has the same version, by which the
 * planner knows it.
 */
final class UpstreamTopics implements Starting {
  private static final Logger log = LoggerFactory.getLogger(UpstreamTopics.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final Map<String, UpstreamTopic> topics;
  private final TriggerLog triggers;
  private final Supplier<String> triggerIds;
  private final Clock clock;
  private final Worker worker;
  private @Nullable Consumer<byte[], byte[]> consumer;

  UpstreamTopics(
      Supplier<Consumer<byte[], byte[]>> consumers,
      List<UpstreamTopic> topics,
      TriggerLog triggers,
      Supplier<String> triggerIds,
      Clock clock) {
    this.consumers = consumers;
    this.topics =
        topics.stream().collect(Collectors.toMap(UpstreamTopic::name, Function.identity()));
    this.triggers = triggers;
    this.triggerIds = triggerIds;
    this.clock = clock;
    this.worker = new Worker("upstream-topics", PAUSE, this::step);
  }

  @Override
  public void start() {
    log.info("Taking each record of {} as a trigger", topics.keySet());
    worker.start();
  }

  private void step() throws InterruptedException {
    try {
      Consumer<byte[], byte[]> reading = subscribed();
      ConsumerRecords<byte[], byte[]> records = reading.poll(POLL);
      if (records.isEmpty()) {
        return;
      }
      List<Trigger> batch = new ArrayList<>();
      records.forEach(record -> batch.add(trigger(record)));
      triggers.append(batch);
      reading.commitSync();
    } catch (InterruptException e) {
      throw (InterruptedException) new InterruptedException(e.getMessage()).initCause(e);
    } catch (RuntimeException e) {
      // Start again from what was committed.
      closeConsumer();
      throw e;
    }
  }

  private Consumer<byte[], byte[]> subscribed() {
    Consumer<byte[], byte[]> subscribed = consumer;
    if (subscribed == null) {
      subscribed = consumers.get();
      subscribed.subscribe(topics.keySet());
      consumer = subscribed;
    }
    return subscribed;
  }

  private Trigger trigger(ConsumerRecord<byte[], byte[]> record) {
    UpstreamTopic topic = topics.get(record.topic());
    Instant now = Instant.ofEpochMilli(clock.millis());
    return Trigger.newBuilder()
        .setTriggerId(triggerIds.get())
        .setKind(TriggerKind.TOPIC_RECORD)
        .setEnvironment(topic == null ? null : topic.environment())
        .setSource(record.topic())
        .setSubject(record.key() == null ? "" : new String(record.key(), UTF_8))
        .setVersion(record.partition() + "-" + record.offset())
        .setSize((long) Math.max(0, record.serializedValueSize()))
        .setOccurredAt(record.timestamp() < 0 ? now : Instant.ofEpochMilli(record.timestamp()))
        .setReceivedAt(now)
        .build();
  }

  private void closeConsumer() {
    Consumer<byte[], byte[]> open = consumer;
    consumer = null;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public void close() {
    worker.close();
    // The worker has ended, so the consumer, which belongs to one thread, is ours.
    Thread.interrupted();
    closeConsumer();
  }
}
