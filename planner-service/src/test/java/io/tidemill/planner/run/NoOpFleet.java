package io.tidemill.planner.run;

import io.tidemill.event.Lease;
import io.tidemill.event.ModelReady;
import io.tidemill.schemas.Topics;
import io.tidemill.schemas.serde.RegistryAvroDeserializer;
import io.tidemill.schemas.serde.RegistryAvroSerializer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.generic.GenericContainer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Executors on the real topics that do nothing and say so at once. They read model-ready as real
 * ones do: assigned, read committed, from where they announced themselves.
 */
final class NoOpFleet implements AutoCloseable {

  private static final String FLEET = "default";

  private final KafkaProducer<String, GenericContainer> producer;
  private final KafkaConsumer<String, GenericContainer> consumer;
  private final List<String> executors;
  private final int slots;
  private final Thread thread;
  private final Set<String> seen = ConcurrentHashMap.newKeySet();
  private final ConcurrentLinkedQueue<Taken> taken = new ConcurrentLinkedQueue<>();
  private final AtomicInteger repeated = new AtomicInteger();
  private volatile boolean open = true;
  private volatile Reporting reporting = Reporting.AT_ONCE;

  /** A task as it was taken; times by the clock of {@link System#nanoTime}. */
  record Taken(ModelReady ready, long takenAt, long reportedAt) {}

  /** When a task's end is told. */
  enum Reporting {
    AT_ONCE,
    /** Tasks are taken and kept. */
    NEVER
  }

  @SuppressWarnings("unchecked")
  NoOpFleet(String bootstrapServers, String registryUrl, List<String> executors, int slots) {
    this.executors = List.copyOf(executors);
    this.slots = slots;
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "schema.registry.url",
            registryUrl,
            "isolation.level",
            "read_committed",
            "linger.ms",
            0,
            "fetch.max.wait.ms",
            20);
    RegistryAvroSerializer serializer = new RegistryAvroSerializer();
    serializer.configure(settings, false);
    producer = new KafkaProducer<>(settings, new StringSerializer(), serializer);
    RegistryAvroDeserializer deserializer = new RegistryAvroDeserializer();
    deserializer.configure(settings, false);
    consumer =
        new KafkaConsumer<>(
            settings, new StringDeserializer(), (Deserializer<GenericContainer>) deserializer);
    List<TopicPartition> partitions =
        consumer.partitionsFor(Topics.MODEL_READY).stream()
            .map(partition -> new TopicPartition(Topics.MODEL_READY, partition.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
    thread = new Thread(this::work, "no-op-fleet");
  }

  NoOpFleet start() {
    thread.start();
    return this;
  }

  void report(Reporting when) {
    reporting = when;
  }

  void send(String topic, GenericContainer event) {
    producer.send(new ProducerRecord<>(topic, FLEET, event));
  }

  /** Everything taken so far, in order. */
  List<Taken> taken() {
    return List.copyOf(taken);
  }

  int takenCount() {
    return seen.size();
  }

  /** Tasks given twice under the same epoch, which must not happen. */
  int repeated() {
    return repeated.get();
  }

  @Override
  public void close() throws InterruptedException {
    open = false;
    thread.join();
    consumer.close();
    producer.close(Duration.ofSeconds(1));
  }

  private void work() {
    long nextBeat = 0;
    while (open) {
      if (System.nanoTime() > nextBeat) {
        beat();
        nextBeat = System.nanoTime() + Duration.ofSeconds(2).toNanos();
      }
      for (ConsumerRecord<String, GenericContainer> record : consumer.poll(Duration.ofMillis(10))) {
        take((ModelReady) record.value());
      }
    }
  }

  private void beat() {
    for (String executor : executors) {
      List<Lease> held =
          reporting == Reporting.AT_ONCE
              ? List.of()
              : taken.stream()
                  .map(Taken::ready)
                  .filter(ready -> ready.getExecutorId().equals(executor))
                  .map(NoOpFleet::lease)
                  .toList();
      send(Topics.EXECUTORS, Events.beat(executor, slots, held, Instant.now()));
    }
  }

  private void take(ModelReady ready) {
    if (!executors.contains(ready.getExecutorId())) {
      return;
    }
    long takenAt = System.nanoTime();
    if (!seen.add(ready.getRunId() + ready.getNodeId() + ready.getEpoch())) {
      repeated.incrementAndGet();
    }
    if (reporting == Reporting.AT_ONCE) {
      Instant now = Instant.now();
      send(Topics.MODEL_EVENTS, Events.started(ready, now));
      send(Topics.MODEL_EVENTS, Events.succeeded(ready, now));
    }
    taken.add(new Taken(ready, takenAt, System.nanoTime()));
  }

  private static Lease lease(ModelReady ready) {
    return Lease.newBuilder()
        .setRunId(ready.getRunId())
        .setNodeId(ready.getNodeId())
        .setAttempt(ready.getAttempt())
        .setEpoch(ready.getEpoch())
        .build();
  }
}
