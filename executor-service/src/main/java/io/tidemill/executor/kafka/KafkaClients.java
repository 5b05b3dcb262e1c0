package io.tidemill.executor.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.generic.GenericContainer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Utils;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

/**
 * Makes Kafka clients from Boot's {@code spring.kafka} settings. Values are bytes: they are read
 * where a bad record can be told from a bad connection.
 */
public final class KafkaClients {
  private final KafkaProperties properties;
  private final KafkaConnectionDetails connection;

  public KafkaClients(KafkaProperties properties, KafkaConnectionDetails connection) {
    this.properties = properties;
    this.connection = connection;
  }

  /** A consumer outside any group: its partitions are assigned, its offsets kept nowhere. */
  public Consumer<String, byte[]> ungroupedConsumer() {
    Map<String, Object> settings = settings(properties.buildConsumerProperties());
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    // A position that the log no longer has: what was written for this incarnation comes after its
    // end.
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
  }

  /** A producer whose writes have happened, in order and once, when they are acknowledged. */
  public Producer<String, byte[]> producer() {
    Map<String, Object> settings = settings(properties.buildProducerProperties());
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
  }

  /** Where the brokers are, as configured. */
  public String bootstrapServers() {
    return String.join(",", connection.getBootstrapServers());
  }

  /** A client for creating and checking topics. */
  public Admin admin() {
    return Admin.create(settings(properties.buildAdminProperties()));
  }

  /** Between events and bytes, with the serializer classes of the configuration. */
  public EventCodec codec() {
    @SuppressWarnings("unchecked") // The class is the user's choice, known by name only.
    Serializer<GenericContainer> serializer =
        Utils.newInstance(properties.getProducer().getValueSerializer(), Serializer.class);
    Deserializer<?> deserializer =
        Utils.newInstance(properties.getConsumer().getValueDeserializer(), Deserializer.class);
    serializer.configure(settings(properties.buildProducerProperties()), false);
    deserializer.configure(settings(properties.buildConsumerProperties()), false);
    return new EventCodec(serializer, deserializer);
  }

  private Map<String, Object> settings(Map<String, Object> built) {
    Map<String, Object> settings = new HashMap<>(built);
    settings.put("bootstrap.servers", Objects.requireNonNull(connection.getBootstrapServers()));
    return settings;
  }
}
