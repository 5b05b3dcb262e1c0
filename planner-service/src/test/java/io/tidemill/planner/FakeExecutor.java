package io.tidemill.planner;

import io.tidemill.event.AttemptCompleted;
import io.tidemill.event.AttemptStarted;
import io.tidemill.event.CompletionStatus;
import io.tidemill.event.ExecutorHeartbeat;
import io.tidemill.event.ModelEvent;
import io.tidemill.event.ModelReady;
import io.tidemill.event.SlotOffer;
import io.tidemill.schemas.Topics;
import io.tidemill.schemas.serde.RegistryAvroDeserializer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** An executor that takes what it is given and says at once that it went well. */
public final class FakeExecutor implements AutoCloseable {
  private static final Duration BEAT = Duration.ofSeconds(1);

  private final String fleet;
  private final String name = "executor-" + UUID.randomUUID();
  private final long incarnation = System.currentTimeMillis();
  private final List<ModelReady> taken = new CopyOnWriteArrayList<>();
  private final KafkaConsumer<String, byte[]> consumer;
  private final RegistryAvroDeserializer avro = new RegistryAvroDeserializer();
  private final Thread thread = new Thread(this::work, name);
  private volatile boolean open = true;

  public FakeExecutor(String fleet) {
    this.fleet = fleet;
    avro.configure(Map.of("schema.registry.url", KafkaFixture.get().registryUrl()), false);
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                KafkaFixture.get().bootstrapServers(),
                "isolation.level",
                "read_committed"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(Topics.MODEL_READY).stream()
            .map(partition -> new TopicPartition(Topics.MODEL_READY, partition.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
    thread.start();
  }

  /** What it was given, in order. */
  public List<ModelReady> taken() {
    return List.copyOf(taken);
  }

  private void work() {
    long nextBeat = 0;
    while (open) {
      if (System.nanoTime() - nextBeat > 0) {
        KafkaFixture.get().send(Topics.EXECUTORS, fleet, beat());
        nextBeat = System.nanoTime() + BEAT.toNanos();
      }
      for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(20))) {
        ModelReady ready = (ModelReady) avro.deserialize(record.topic(), record.value());
        if (ready.getExecutorId().equals(name)) {
          taken.add(ready);
          tell(ready, new AttemptStarted("session-1"));
          tell(ready, completed());
        }
      }
    }
  }

  private ExecutorHeartbeat beat() {
    return ExecutorHeartbeat.newBuilder()
        .setExecutorId(name)
        .setIncarnation(incarnation)
        .setReadyOffset(0)
        .setSlots(List.of(new SlotOffer("*", 4, 4)))
        .setSentAt(Instant.now())
        .build();
  }

  private void tell(ModelReady ready, Object event) {
    KafkaFixture.get()
        .send(
            Topics.MODEL_EVENTS,
            fleet,
            ModelEvent.newBuilder()
                .setEventId(UUID.randomUUID().toString())
                .setEnvironment(ready.getEnvironment())
                .setRunId(ready.getRunId())
                .setNodeId(ready.getNodeId())
                .setAttempt(ready.getAttempt())
                .setEpoch(ready.getEpoch())
                .setExecutorId(name)
                .setAt(Instant.now())
                .setProjectDigest(ready.getProjectDigest())
                .setEvent(event)
                .build());
  }

  private static AttemptCompleted completed() {
    return AttemptCompleted.newBuilder()
        .setStatus(CompletionStatus.SUCCESS)
        .setMessage("OK")
        .setStartedAt(Instant.now())
        .setCompiledAt(Instant.now())
        .setFinishedAt(Instant.now())
        .setFirstStatementAt(Instant.now())
        .setStatements(1)
        .setRowsAffected(3L)
        .build();
  }

  @Override
  public void close() {
    open = false;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    consumer.close();
  }
}
