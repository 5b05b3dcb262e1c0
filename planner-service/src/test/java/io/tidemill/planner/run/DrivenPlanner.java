package io.tidemill.planner.run;

import io.tidemill.orchestration.engine.Policy;
import io.tidemill.orchestration.engine.Project;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/** The planner's topology without a broker, its clock turned by hand. */
final class DrivenPlanner implements AutoCloseable {

  static final String FLEET = "default";

  private final EventCodec codec = LocalAvro.codec();
  private final Path directory;
  private final Project project;
  private final EngineListener listener;
  private TopologyTestDriver driver;
  private Instant now = Instant.parse("2026-11-25T08:00:00Z");
  private int restarts;

  DrivenPlanner(Path directory, Project project, EngineListener listener) {
    this.directory = directory;
    this.project = project;
    this.listener = listener;
    driver = open();
  }

  Instant now() {
    return now;
  }

  void send(String topic, Object event) {
    sendBytes(topic, FLEET, new LocalAvro().serialize(topic, event));
  }

  void sendBytes(String topic, String key, byte[] value) {
    driver
        .createInputTopic(topic, new StringSerializer(), new ByteArraySerializer())
        .pipeInput(key, value, now);
  }

  void pass(Duration time) {
    now = now.plus(time);
    driver.advanceWallClockTime(time);
  }

  /**
   * The events that were sent to a topic since the last call, by key where it matters to the test.
   */
  <E> List<E> read(String topic, Class<E> type) {
    List<E> events = new ArrayList<>();
    for (TestRecord<String, byte[]> record : readRecords(topic)) {
      if (record.value() != null) {
        events.add(codec.decode(topic, record.value(), type));
      }
    }
    return events;
  }

  List<TestRecord<String, byte[]>> readRecords(String topic) {
    return driver
        .createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList();
  }

  /** What the changelog would restore, in a new process. */
  void restart() {
    Map<Bytes, byte[]> rows = new HashMap<>();
    KeyValueStore<Bytes, byte[]> before = driver.getKeyValueStore(PlannerProcessor.STORE);
    try (KeyValueIterator<Bytes, byte[]> all = before.all()) {
      all.forEachRemaining(row -> rows.put(row.key, row.value));
    }
    driver.close();
    driver = open();
    KeyValueStore<Bytes, byte[]> after = driver.getKeyValueStore(PlannerProcessor.STORE);
    rows.forEach(after::put);
  }

  @Override
  public void close() {
    driver.close();
  }

  private TopologyTestDriver open() {
    EngineSettings settings =
        EngineSettings.local(
            directory.resolve("state-" + restarts++), Map.of("bootstrap.servers", "unused:1"));
    return new TopologyTestDriver(
        PlannerTopology.of(
            digest -> Optional.of(project),
            Policy.DEFAULT,
            LocalAvro::codec,
            listener,
            settings.tick(),
            settings.commitInterval()),
        settings.streamsConfiguration(),
        now);
  }
}
