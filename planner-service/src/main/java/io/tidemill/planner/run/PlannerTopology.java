package io.tidemill.planner.run;

import io.tidemill.orchestration.engine.Orchestrator;
import io.tidemill.orchestration.engine.Policy;
import io.tidemill.orchestration.engine.Projects;
import io.tidemill.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/**
 * The engine at a glance: four topics in, one processor with one store, four topics out. All inputs
 * of a fleet have its id as key, so that they meet in one partition and one thread owns them.
 */
final class PlannerTopology {

  static final String DEAD_LETTERS = Topics.deadLetters("planner");

  private static final List<String> SOURCES =
      List.of(Topics.TRIGGERS, Topics.COMMANDS, Topics.EXECUTORS, Topics.MODEL_EVENTS);
  private static final List<String> SINKS =
      List.of(Topics.MODEL_READY, Topics.RUNS, Topics.LEDGER, DEAD_LETTERS);
  private static final String PROCESSOR = "planner";

  private PlannerTopology() {}

  static Topology of(
      Projects projects,
      Policy policy,
      Supplier<EventCodec> codecs,
      EngineListener listener,
      Duration tick,
      Duration commitInterval) {
    Topology topology = new Topology();
    for (String topic : SOURCES) {
      topology.addSource(
          source(topic), new StringDeserializer(), new ByteArrayDeserializer(), topic);
    }
    topology.addProcessor(
        PROCESSOR,
        () ->
            new PlannerProcessor(
                new Orchestrator(policy, projects, new SplittableRandom()::nextDouble),
                codecs.get(),
                listener,
                tick,
                commitInterval),
        SOURCES.stream().map(PlannerTopology::source).toArray(String[]::new));
    topology.addStateStore(
        Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(PlannerProcessor.STORE),
                Serdes.Bytes(),
                Serdes.ByteArray())
            .withCachingDisabled()
            .withLoggingEnabled(Map.of()),
        PROCESSOR);
    for (String topic : SINKS) {
      topology.addSink(
          sink(topic), topic, new StringSerializer(), new ByteArraySerializer(), PROCESSOR);
    }
    return topology;
  }

  static String sink(String topic) {
    return "to " + topic;
  }

  private static String source(String topic) {
    return "from " + topic;
  }
}
