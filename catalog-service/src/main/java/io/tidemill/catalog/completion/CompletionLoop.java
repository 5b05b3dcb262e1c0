package io.tidemill.catalog.completion;

import io.tidemill.catalog.completion.Outbox.DeadLetter;
import io.tidemill.catalog.state.PoisonException;
import io.tidemill.schemas.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One life of the service's main loop: reads model-events, handles what completed, writes the
 * effects and the progress in one transaction, and tries again what waits. Ends with an exception
 * when Kafka says that this life is over; whoever runs it then starts another, which goes on from
 * what was committed.
 *
 * <p>Different tables are handled at the same time, one table never twice at once, and one node's
 * completions in order.
 */
final class CompletionLoop implements CompletionWorker.Life, ConsumerRebalanceListener {
  private static final Logger log = LoggerFactory.getLogger(CompletionLoop.class);
  private static final Duration POLL = Duration.ofMillis(250);

  /** A broker that is gone must not hold up the end. */
  private static final Duration GOODBYE = Duration.ofSeconds(3);

  private final Consumer<String, byte[]> consumer;
  private final Outbox outbox;
  private final CompletionReader reader;
  private final CompletionHandler handler;
  private final Memory memory;
  private final ExecutorService workers;
  private final CatalogMetrics metrics;
  private final Clock clock;
  private final Set<Integer> owned = new HashSet<>();

  /** Something to handle: new, or left from an earlier try. */
  private record Task(Completion completion, @Nullable Pending earlier) {}

  CompletionLoop(
      Consumer<String, byte[]> consumer,
      Outbox outbox,
      CompletionReader reader,
      CompletionHandler handler,
      Memory memory,
      ExecutorService workers,
      CatalogMetrics metrics,
      Clock clock) {
    this.consumer = consumer;
    this.outbox = outbox;
    this.reader = reader;
    this.handler = handler;
    this.memory = memory;
    this.workers = workers;
    this.metrics = metrics;
    this.clock = clock;
  }

  @Override
  public void start() {
    outbox.begin();
    consumer.subscribe(List.of(Topics.MODEL_EVENTS), this);
  }

  /** One turn: what came in, then what is due. */
  @Override
  public void turn() throws InterruptedException {
    ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
    if (!records.isEmpty()) {
      handle(records);
    }
    retryDue();
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    // Whoever owned them before may have written since this instance last read.
    memory.catchUp();
    partitions.forEach(partition -> owned.add(partition.partition()));
    log.info("Takes over model-events partitions {}", partitions);
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    partitions.forEach(partition -> owned.remove(partition.partition()));
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(GOODBYE));
    outbox.close();
  }

  private void handle(ConsumerRecords<String, byte[]> records) throws InterruptedException {
    List<Task> tasks = new ArrayList<>();
    List<DeadLetter> deadLetters = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (ConsumerRecord<String, byte[]> record : records) {
      offsets.put(
          new TopicPartition(record.topic(), record.partition()),
          new OffsetAndMetadata(record.offset() + 1));
      try {
        Optional<Completion> completion = reader.read(record);
        if (completion.isPresent() && unknown(completion.get(), seen)) {
          tasks.add(task(completion.get()));
        }
      } catch (PoisonException e) {
        log.warn(
            "{}-{}@{} goes to the dead letters: {}",
            record.topic(),
            record.partition(),
            record.offset(),
            e.getMessage());
        metrics.deadLetter();
        deadLetters.add(new DeadLetter(record, String.valueOf(e.getMessage())));
      }
    }
    write(run(tasks), deadLetters, offsets);
  }

  private Task task(Completion completion) {
    String location = completion.location();
    if (location != null) {
      memory.learn(completion.event().getEnvironment(), completion.event().getNodeId(), location);
    }
    return new Task(completion, null);
  }

  private boolean unknown(Completion completion, Set<String> seenInBatch) {
    String id = completion.event().getEventId();
    NodeState node =
        memory.node(completion.event().getEnvironment(), completion.event().getNodeId());
    boolean unknown = seenInBatch.add(id) && !node.handled().contains(id);
    if (!unknown) {
      metrics.repetition();
    }
    return unknown;
  }

  private void retryDue() throws InterruptedException {
    Instant now = clock.instant();
    List<Task> due = new ArrayList<>();
    for (Pending pending : memory.pending()) {
      if (owned.contains(pending.partition()) && !now.isBefore(pending.next())) {
        reader.read(pending).ifPresent(completion -> due.add(new Task(completion, pending)));
      }
    }
    if (!due.isEmpty()) {
      write(run(due), List.of(), Map.of());
    }
  }

  /** Effects in the order of the tasks. */
  private List<Effects> run(List<Task> tasks) throws InterruptedException {
    Map<String, List<Task>> lanes = new LinkedHashMap<>();
    tasks.forEach(
        task -> lanes.computeIfAbsent(task.completion.lane(), lane -> new ArrayList<>()).add(task));
    List<Future<List<Effects>>> futures = new ArrayList<>();
    lanes.values().forEach(lane -> futures.add(workers.submit(() -> runLane(lane))));
    List<Effects> effects = new ArrayList<>();
    for (Future<List<Effects>> future : futures) {
      effects.addAll(result(future));
    }
    effects.sort((a, b) -> Integer.compare(position(tasks, a), position(tasks, b)));
    return effects;
  }

  private List<Effects> runLane(List<Task> lane) throws InterruptedException {
    List<Effects> effects = new ArrayList<>();
    for (Task task : lane) {
      try {
        effects.add(handler.handle(task.completion, task.earlier));
      } catch (KafkaException e) {
        throw e;
      } catch (RuntimeException e) {
        effects.add(handler.broken(task.completion, task.earlier, e));
      }
    }
    return effects;
  }

  private static int position(List<Task> tasks, Effects effects) {
    for (int i = 0; i < tasks.size(); i++) {
      if (tasks.get(i).completion == effects.completion()) {
        return i;
      }
    }
    throw new IllegalStateException(
        "Expected effects of a task that was given, but got " + effects.completion());
  }

  private static <T> T result(Future<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private void write(
      List<Effects> effects,
      List<DeadLetter> deadLetters,
      Map<TopicPartition, OffsetAndMetadata> offsets) {
    outbox.write(effects, deadLetters, offsets, consumer.groupMetadata());
    for (Effects effect : effects) {
      if (effect.published() != null) {
        metrics.published();
        log.info(
            "{} of run {} is published, {} permissions in place",
            effect.completion().event().getNodeId(),
            effect.completion().event().getRunId(),
            effect.published().getPermissionsInPlace());
      }
    }
  }
}
