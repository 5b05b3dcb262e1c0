package io.tidemill.planner.view;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidemill.event.ExecutorHeartbeat;
import io.tidemill.event.LedgerEntry;
import io.tidemill.event.ModelPublished;
import io.tidemill.event.RunView;
import io.tidemill.planner.config.Starting;
import io.tidemill.planner.config.Worker;
import io.tidemill.planner.topic.KafkaClients;
import io.tidemill.planner.view.Change.Kind;
import io.tidemill.schemas.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericContainer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the views up to date from their topics, read from the beginning at each start. A record
 * that cannot be read is counted and passed over: it is derived from what the engine holds, which
 * will write it anew.
 */
public final class ViewReader implements Starting {
  private static final Logger log = LoggerFactory.getLogger(ViewReader.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final Duration HEARTBEATS = Duration.ofSeconds(30);
  private static final List<String> FROM_BEGINNING =
      List.of(Topics.RUNS, Topics.LEDGER, Topics.MODEL_PUBLISHED);

  private final KafkaClients clients;
  private final RunsView runs;
  private final LedgerView ledger;
  private final ExecutorsView executors;
  private final ChangeFeed feed;
  private final MeterRegistry meters;
  private final Clock clock;
  private final Worker worker = new Worker("view-reader", PAUSE, this::step);
  private final Map<TopicPartition, Long> behind = new HashMap<>();
  private @Nullable Consumer<String, byte[]> consumer;
  private @Nullable Deserializer<GenericContainer> deserializer;
  private volatile boolean caughtUp;

  public ViewReader(
      KafkaClients clients,
      RunsView runs,
      LedgerView ledger,
      ExecutorsView executors,
      ChangeFeed feed,
      MeterRegistry meters,
      Clock clock) {
    this.clients = clients;
    this.runs = runs;
    this.ledger = ledger;
    this.executors = executors;
    this.feed = feed;
    this.meters = meters;
    this.clock = clock;
  }

  @Override
  public void start() {
    worker.start();
  }

  /** Whether everything that was there at the start has been read. */
  public boolean isCaughtUp() {
    return caughtUp;
  }

  private void step() throws InterruptedException {
    try {
      Consumer<String, byte[]> reading = assigned();
      for (ConsumerRecord<String, byte[]> record : reading.poll(POLL)) {
        apply(record);
      }
      if (!caughtUp) {
        behind.entrySet().removeIf(end -> reading.position(end.getKey()) >= end.getValue());
        caughtUp = behind.isEmpty();
      }
    } catch (InterruptException e) {
      throw (InterruptedException) new InterruptedException(e.getMessage()).initCause(e);
    } catch (RuntimeException e) {
      closeConsumer();
      throw e;
    }
  }

  private Consumer<String, byte[]> assigned() {
    Consumer<String, byte[]> assigned = consumer;
    if (assigned != null) {
      return assigned;
    }
    assigned = clients.reader();
    consumer = assigned;
    caughtUp = false;
    deserializer = clients.avroDeserializer();
    List<TopicPartition> fromBeginning = new ArrayList<>();
    for (String topic : FROM_BEGINNING) {
      fromBeginning.addAll(partitions(assigned, topic));
    }
    List<TopicPartition> heartbeats = partitions(assigned, Topics.EXECUTORS);
    List<TopicPartition> all = new ArrayList<>(fromBeginning);
    all.addAll(heartbeats);
    assigned.assign(all);
    assigned.seekToBeginning(fromBeginning);
    seekToRecent(assigned, heartbeats);
    behind.clear();
    behind.putAll(assigned.endOffsets(fromBeginning));
    return assigned;
  }

  private static List<TopicPartition> partitions(Consumer<String, byte[]> consumer, String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(partition -> new TopicPartition(topic, partition.partition()))
        .toList();
  }

  private void seekToRecent(Consumer<String, byte[]> reading, List<TopicPartition> partitions) {
    Map<TopicPartition, Long> since = new HashMap<>();
    partitions.forEach(
        partition -> since.put(partition, clock.instant().minus(HEARTBEATS).toEpochMilli()));
    for (Map.Entry<TopicPartition, OffsetAndTimestamp> found :
        reading.offsetsForTimes(since).entrySet()) {
      if (found.getValue() == null) {
        reading.seekToEnd(List.of(found.getKey()));
      } else {
        reading.seek(found.getKey(), found.getValue().offset());
      }
    }
  }

  private void apply(ConsumerRecord<String, byte[]> record) {
    Deserializer<GenericContainer> reader = deserializer;
    if (reader == null) {
      return;
    }
    if (record.value() == null) {
      remove(record);
      return;
    }
    try {
      apply(reader.deserialize(record.topic(), record.value()));
    } catch (RuntimeException e) {
      meters.counter("tidemill.view.unreadable", "topic", record.topic()).increment();
      log.warn(
          "Expected to read the record at {}-{} offset {}, but: {}; passing it over",
          record.topic(),
          record.partition(),
          record.offset(),
          e.getMessage());
    }
  }

  private void remove(ConsumerRecord<String, byte[]> record) {
    String[] key = record.key() == null ? new String[0] : record.key().split("/");
    if (!record.topic().equals(Topics.RUNS)) {
      return;
    }
    if (key.length == 2) {
      runs.remove(key[1]);
    } else if (key.length == 3) {
      runs.removeTask(key[1], key[2]);
    }
  }

  private void apply(GenericContainer record) {
    if (record instanceof RunView view) {
      if (view.getRun() != null) {
        runs.put(view.getRun());
        tell(Kind.RUN, view.getRun().getRunId(), view.getRun());
      }
      if (view.getTask() != null) {
        runs.put(view.getTask());
        tell(
            Kind.TASK,
            view.getTask().getRunId() + "/" + view.getTask().getNodeId(),
            view.getTask());
      }
    } else if (record instanceof LedgerEntry entry) {
      ledger.put(entry);
      tell(Kind.LEDGER, entry.getEnvironment() + "/" + entry.getTriggerId(), entry);
    } else if (record instanceof ModelPublished published) {
      runs.put(published);
      tell(Kind.PUBLISHED, published.getRunId() + "/" + published.getNodeId(), published);
    } else if (record instanceof ExecutorHeartbeat heartbeat && executors.put(heartbeat)) {
      tell(Kind.EXECUTOR, heartbeat.getExecutorId(), heartbeat);
    }
  }

  private void tell(Kind kind, String key, Object content) {
    // What is read again at a start is no news.
    if (caughtUp) {
      feed.publish(new Change(kind, key, content));
    }
  }

  private void closeConsumer() {
    Consumer<String, byte[]> open = consumer;
    consumer = null;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public void close() {
    worker.close();
    closeConsumer();
  }
}
