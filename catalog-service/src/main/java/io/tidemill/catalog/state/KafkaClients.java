package io.tidemill.catalog.state;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

/**
 * Makes the Kafka clients of this service from Boot's {@code spring.kafka} settings. Keys are
 * strings and values bytes: what they mean differs by topic and is read where a bad record can be
 * told from a bad connection.
 */
public final class KafkaClients {
  private final KafkaProperties properties;
  private final KafkaConnectionDetails connection;

  public KafkaClients(KafkaProperties properties, KafkaConnectionDetails connection) {
    this.properties = properties;
    this.connection = connection;
  }

  /**
   * A consumer in a group. One that starts under the name of one that died takes its place at once,
   * instead of waiting until the group has given that one up.
   */
  public Consumer<String, byte[]> member(String group, String instance, int mostRecords) {
    return consumer(group, mostRecords, Map.of(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instance));
  }

  /** A consumer that reads by itself, in no group. */
  public Consumer<String, byte[]> reader(String group, int mostRecords) {
    return consumer(group, mostRecords, Map.of());
  }

  /** Sees committed records only and commits only when told. */
  private Consumer<String, byte[]> consumer(
      String group, int mostRecords, Map<String, Object> more) {
    Map<String, Object> settings = settings(properties.buildConsumerProperties());
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, mostRecords);
    settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
    settings.putAll(more);
    return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
  }

  /** A producer whose writes have happened when they are acknowledged. */
  public Producer<String, byte[]> producer() {
    return new KafkaProducer<>(
        producerSettings(), new StringSerializer(), new ByteArraySerializer());
  }

  /** A producer that writes in transactions; a second one of the same id ends the first. */
  public Producer<String, byte[]> transactionalProducer(String transactionalId) {
    Map<String, Object> settings = producerSettings();
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
    settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 30_000);
    return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
  }

  /** Where the brokers are, as configured. */
  String bootstrapServers() {
    return String.join(",", connection.getBootstrapServers());
  }

  public Admin admin() {
    return Admin.create(settings(properties.buildAdminProperties()));
  }

  private Map<String, Object> producerSettings() {
    Map<String, Object> settings = settings(properties.buildProducerProperties());
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    return settings;
  }

  private Map<String, Object> settings(Map<String, Object> built) {
    Map<String, Object> settings = new HashMap<>(built);
    settings.put("bootstrap.servers", Objects.requireNonNull(connection.getBootstrapServers()));
    return settings;
  }
}
