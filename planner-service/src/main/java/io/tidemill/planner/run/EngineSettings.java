package io.tidemill.planner.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;

/**
 * How the engine runs.
 *
 * @param applicationId the consumer group, and the prefix of the changelog topics; one for all
 *     planners of a cluster
 * @param stateDirectory where RocksDB keeps its files; can be lost, the changelog restores it
 * @param threads stream threads; fleets spread over them
 * @param standbys copies of the state kept warm on other planners
 * @param replication replication factor of the changelog topics; -1 for the broker's default
 * @param commitInterval how long decisions gather in a transaction: the lower bound of a hop
 * @param sessionTimeout after how long of silence another planner takes over
 * @param tick how often time is looked at: windows, retries, leases
 * @param kafka settings of Kafka clients and of the Avro serializer, in their own names; these win
 */
public record EngineSettings(
    String applicationId,
    Path stateDirectory,
    int threads,
    int standbys,
    int replication,
    Duration commitInterval,
    Duration sessionTimeout,
    Duration tick,
    Map<String, String> kafka) {

  private static final Duration POLL = Duration.ofMillis(5);

  public EngineSettings {
    kafka = Map.copyOf(kafka);
  }

  /** Defaults for one planner on one machine. */
  public static EngineSettings local(Path stateDirectory, Map<String, String> kafka) {
    return new EngineSettings(
        "tidemill-planner",
        stateDirectory,
        1,
        0,
        1,
        Duration.ofMillis(5),
        Duration.ofSeconds(8),
        Duration.ofMillis(100),
        kafka);
  }

  /** What the Avro serializer and deserializer are configured with. */
  Map<String, Object> serdeConfiguration() {
    Map<String, Object> configuration = new HashMap<>(kafka);
    configuration.putIfAbsent("specific.avro.reader", "true");
    return configuration;
  }

  /** What Kafka Streams is started with. */
  Properties streamsConfiguration() {
    Properties p = new Properties();
    p.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
    p.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
    p.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
    p.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, standbys);
    p.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, replication);
    p.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    p.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commitInterval.toMillis());
    // Streams waits in poll with a transaction in hand: this is as much part of a hop as the commit
    // interval.
    p.put(StreamsConfig.POLL_MS_CONFIG, POLL.toMillis());
    p.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
    p.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.StringSerde.class);
    p.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
    p.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
        (int) sessionTimeout.toMillis());
    p.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
        (int) sessionTimeout.dividedBy(4).toMillis());
    p.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    p.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 0);
    p.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), 10_000);
    // While a transaction is still completing the next one is retried: not after the default 100
    // ms.
    p.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), 5);
    p.putAll(kafka);
    return p;
  }
}
