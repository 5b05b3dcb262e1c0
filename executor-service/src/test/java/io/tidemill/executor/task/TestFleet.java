package io.tidemill.executor.task;

import io.tidemill.event.AttemptCompleted;
import io.tidemill.event.Command;
import io.tidemill.event.CommandAction;
import io.tidemill.event.ExecutorHeartbeat;
import io.tidemill.event.JournalEntry;
import io.tidemill.event.ModelEvent;
import io.tidemill.event.ModelReady;
import io.tidemill.executor.kafka.EventCodec;
import io.tidemill.executor.kafka.KafkaClients;
import io.tidemill.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;

/** The planner's side of a fleet, by hand: gives tasks, hears what becomes of them. */
final class TestFleet implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String fleet;
  private final EventCodec codec;
  private final Producer<String, byte[]> producer;
  private final Consumer<String, byte[]> consumer;
  private final List<ModelEvent> events = new CopyOnWriteArrayList<>();
  private final List<ExecutorHeartbeat> heartbeats = new CopyOnWriteArrayList<>();
  private final List<ConsumerRecord<String, byte[]>> deadLetters = new CopyOnWriteArrayList<>();
  private final Thread thread;
  private volatile boolean closed;
  private volatile String digest = "digest";

  TestFleet(KafkaClients kafka, String fleet) {
    this.fleet = fleet;
    this.codec = kafka.codec();
    this.producer = kafka.producer();
    this.consumer = kafka.ungroupedConsumer();
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic :
        List.of(Topics.MODEL_EVENTS, Topics.EXECUTORS, Topics.deadLetters("executor"))) {
      consumer
          .partitionsFor(topic)
          .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
    }
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
    this.thread = new Thread(this::read, "test-fleet");
    thread.start();
  }

  /** Gives a task to the executor as it last announced itself. */
  ModelReady give(String executorId, String runId, String nodeId, long epoch) {
    return give(executorId, runId, nodeId, epoch, null);
  }

  ModelReady give(
      String executorId, String runId, String nodeId, long epoch, JournalEntry journal) {
    ModelReady ready = ready(executorId, runId, nodeId, epoch).setJournal(journal).build();
    send(Topics.MODEL_READY, codec.encode(Topics.MODEL_READY, ready));
    return ready;
  }

  ModelReady.Builder ready(String executorId, String runId, String nodeId, long epoch) {
    ExecutorHeartbeat heartbeat =
        heard(executorId, h -> !h.getLeaving())
            .orElseThrow(() -> new IllegalStateException("not announced"));
    return ModelReady.newBuilder()
        .setEnvironment("env")
        .setRunId(runId)
        .setNodeId(nodeId)
        .setResourceType("model")
        .setAttempt(1)
        .setEpoch(epoch)
        .setExecutorId(executorId)
        .setIncarnation(heartbeat.getIncarnation())
        .setProjectDigest(digest)
        .setVerb("run")
        .setInvocationId(UUID.randomUUID().toString())
        .setRunStartedAt(Instant.now())
        .setReadyAt(Instant.now());
  }

  void useProject(String projectDigest) {
    digest = projectDigest;
  }

  void send(String topic, byte[] value) {
    producer.send(new ProducerRecord<>(topic, fleet, value));
    producer.flush();
  }

  void send(ModelReady ready) {
    send(Topics.MODEL_READY, codec.encode(Topics.MODEL_READY, ready));
  }

  void cancel(String runId) {
    Command command =
        Command.newBuilder()
            .setCommandId(UUID.randomUUID().toString())
            .setEnvironment("env")
            .setAction(CommandAction.CANCEL_RUN)
            .setRunId(runId)
            .setActor("tester")
            .setIssuedAt(Instant.now())
            .build();
    send(Topics.COMMANDS, codec.encode(Topics.COMMANDS, command));
  }

  Stream<ModelEvent> events(String runId, String nodeId) {
    return events.stream()
        .filter(event -> event.getRunId().equals(runId) && event.getNodeId().equals(nodeId));
  }

  /** Waits for an event of that kind, and gives it. */
  <T> T await(String runId, String nodeId, Class<T> kind) {
    return await(runId, nodeId, kind, event -> true);
  }

  <T> T await(String runId, String nodeId, Class<T> kind, Predicate<ModelEvent> which) {
    Predicate<ModelEvent> wanted = which.and(event -> kind.isInstance(event.getEvent()));
    Awaitility.await()
        .alias(kind.getSimpleName() + " of " + nodeId)
        .atMost(PATIENCE)
        .until(() -> events(runId, nodeId).anyMatch(wanted));
    return kind.cast(events(runId, nodeId).filter(wanted).findFirst().orElseThrow().getEvent());
  }

  AttemptCompleted completed(String runId, String nodeId) {
    return await(runId, nodeId, AttemptCompleted.class);
  }

  Optional<ExecutorHeartbeat> heard(String executorId, Predicate<ExecutorHeartbeat> which) {
    return heartbeats.stream()
        .filter(heartbeat -> heartbeat.getExecutorId().equals(executorId))
        .filter(which)
        .reduce((first, second) -> second);
  }

  ExecutorHeartbeat awaitHeartbeat(String executorId, Predicate<ExecutorHeartbeat> which) {
    Awaitility.await()
        .alias("heartbeat of " + executorId)
        .atMost(PATIENCE)
        .until(() -> heard(executorId, which).isPresent());
    return heard(executorId, which).orElseThrow();
  }

  List<ConsumerRecord<String, byte[]>> deadLetters() {
    return deadLetters;
  }

  @Override
  public void close() {
    closed = true;
    consumer.wakeup();
    try {
      thread.join(5000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close();
  }

  private void read() {
    try {
      while (!closed) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          if (fleet.equals(record.key())) {
            keep(record);
          }
        }
      }
    } catch (org.apache.kafka.common.errors.WakeupException e) {
      // Closed.
    } finally {
      consumer.close();
    }
  }

  private void keep(ConsumerRecord<String, byte[]> record) {
    switch (record.topic()) {
      case Topics.MODEL_EVENTS ->
          events.add(codec.decode(record.topic(), record.value(), ModelEvent.class));
      case Topics.EXECUTORS ->
          heartbeats.add(codec.decode(record.topic(), record.value(), ExecutorHeartbeat.class));
      default -> deadLetters.add(record);
    }
  }
}
