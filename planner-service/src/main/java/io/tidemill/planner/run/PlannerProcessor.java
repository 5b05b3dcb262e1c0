package io.tidemill.planner.run;

import io.tidemill.orchestration.engine.Decision;
import io.tidemill.orchestration.engine.Orchestrator;
import io.tidemill.orchestration.event.Effect;
import io.tidemill.orchestration.event.Input;
import io.tidemill.orchestration.state.Change;
import io.tidemill.schemas.EventHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.generic.GenericContainer;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a record, has the orchestration decide, writes what it decided and sends what it tells: all
 * of it in the transaction that also marks the record as read. One instance owns the fleets of one
 * partition.
 *
 * <p>A record that cannot be used goes to the dead-letter topic and the stream goes on. So does one
 * on which a decision fails: deciding changes nothing, so nothing is half done.
 */
final class PlannerProcessor implements Processor<String, byte[], String, byte[]> {

  static final String STORE = "state";

  private static final Logger LOG = LoggerFactory.getLogger(PlannerProcessor.class);

  /** Precedes the names of the fleets that have rows; no fleet's own rows begin with it. */
  private static final String FLEET_NAMES = "\u0001fleet\u0000";

  private final Orchestrator orchestrator;
  private final EventCodec codec;
  private final InputReader reader;
  private final EngineListener listener;
  private final Duration tick;
  private final Duration commitInterval;
  private final RowCodecs rows = new RowCodecs();
  private final Map<String, FleetState> fleets = new LinkedHashMap<>();

  private @Nullable ProcessorContext<String, byte[]> context;
  private @Nullable KeyValueStore<Bytes, byte[]> store;
  private Instant watchedSince = Instant.EPOCH;
  private Instant lastTick = Instant.EPOCH;
  private long lastCommitAsked = System.nanoTime();

  PlannerProcessor(
      Orchestrator orchestrator,
      EventCodec codec,
      EngineListener listener,
      Duration tick,
      Duration commitInterval) {
    this.orchestrator = orchestrator;
    this.codec = codec;
    this.reader = new InputReader(codec);
    this.listener = listener;
    this.tick = tick;
    this.commitInterval = commitInterval;
  }

  @Override
  public void init(ProcessorContext<String, byte[]> opened) {
    context = opened;
    store = opened.getStateStore(STORE);
    // After an aborted transaction the same instance is opened anew: nothing it remembers holds any
    // more.
    fleets.clear();
    watchedSince = now();
    lastTick = watchedSince;
    fleetNames().forEach(this::fleet);
    opened.schedule(tick, PunctuationType.WALL_CLOCK_TIME, timestamp -> tick());
  }

  @Override
  public void process(Record<String, byte[]> record) {
    RecordMetadata from = context().recordMetadata().orElseThrow();
    try {
      String fleet = record.key();
      if (fleet == null || fleet.isBlank() || fleet.indexOf('\0') >= 0) {
        throw new UnusableRecordException(
            "Expected the record's key to name a fleet, but it is " + fleet);
      }
      handle(fleet, reader.read(from.topic(), record.value()));
    } catch (UnusableRecordException e) {
      bury(record, from, String.valueOf(e.getMessage()));
    }
  }

  private void handle(String fleet, Input input) {
    FleetState state = fleet(fleet);
    Decision decision;
    try {
      decision = orchestrator.decide(state, input, now());
    } catch (RuntimeException e) {
      LOG.error("Expected to decide on {} of fleet {}, but failed", input, fleet, e);
      throw new UnusableRecordException("The planner failed to decide on it: " + e, e);
    }
    for (Change<?> change : decision.changes()) {
      change.writeTo(state);
    }
    EffectWriter writer = new EffectWriter(fleet, this::send, listener);
    for (Effect effect : decision.effects()) {
      effect.accept(writer);
    }
    listener.decided(decision.events().size(), decision.changes().size());
    if (decision.effects().stream().anyMatch(Effect.EmitModelReady.class::isInstance)) {
      commitSoon();
    }
  }

  /**
   * Somebody waits for what was just decided: the transaction ends with this batch, not when its
   * interval is over. Never more often than the interval, so that under load decisions still share
   * transactions.
   */
  private void commitSoon() {
    long now = System.nanoTime();
    if (now - lastCommitAsked >= commitInterval.toNanos()) {
      lastCommitAsked = now;
      context().commit();
    }
  }

  private void tick() {
    Instant now = now();
    // A pause of our own says nothing of the executors: their heartbeats wait to be read.
    if (Duration.between(lastTick, now).compareTo(tick.multipliedBy(20)) > 0) {
      watchedSince = now;
    }
    lastTick = now;
    for (String fleet : fleets.keySet()) {
      try {
        handle(fleet, new Input.Tick(watchedSince));
      } catch (UnusableRecordException e) {
        listener.deadLettered("tick", String.valueOf(e.getMessage()));
      }
    }
  }

  private void send(String topic, String key, @Nullable GenericContainer event, String eventId) {
    byte[] value = event == null ? null : codec.encode(topic, event);
    RecordHeaders headers = new RecordHeaders();
    EventHeaders.put(headers, EventHeaders.EVENT_ID, eventId);
    forward(topic, key, value, headers);
  }

  private void bury(Record<String, byte[]> record, RecordMetadata from, String reason) {
    LOG.warn(
        "Record {}-{}@{} goes to the dead-letter topic: {}",
        from.topic(),
        from.partition(),
        from.offset(),
        reason);
    RecordHeaders headers = new RecordHeaders(record.headers());
    EventHeaders.deadLetter(headers, from.topic(), from.partition(), from.offset(), reason);
    forward(PlannerTopology.DEAD_LETTERS, record.key(), record.value(), headers);
    listener.deadLettered(from.topic(), reason);
  }

  @SuppressWarnings("NullAway") // Kafka takes null keys and values; its classes do not say so.
  private void forward(
      String topic, @Nullable String key, byte @Nullable [] value, Headers headers) {
    context()
        .forward(
            new Record<>(key, value, context().currentSystemTimeMs(), headers),
            PlannerTopology.sink(topic));
  }

  private FleetState fleet(String name) {
    FleetState known = fleets.get(name);
    if (known != null) {
      return known;
    }
    Bytes marker = bytes(FLEET_NAMES + name);
    if (store().get(marker) == null) {
      store().put(marker, new byte[] {1});
    }
    FleetState state = new FleetState(name, store(), rows);
    fleets.put(name, state);
    return state;
  }

  private Iterable<String> fleetNames() {
    List<String> names = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> markers =
        store().range(bytes(FLEET_NAMES), bytes(FLEET_NAMES + "\uffff"))) {
      while (markers.hasNext()) {
        String marker = new String(markers.next().key.get(), StandardCharsets.UTF_8);
        names.add(marker.substring(FLEET_NAMES.length()));
      }
    }
    return names;
  }

  private Instant now() {
    return Instant.ofEpochMilli(context().currentSystemTimeMs());
  }

  private ProcessorContext<String, byte[]> context() {
    return Objects.requireNonNull(context, "The processor is not open");
  }

  private KeyValueStore<Bytes, byte[]> store() {
    return Objects.requireNonNull(store, "The processor is not open");
  }

  private static Bytes bytes(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
