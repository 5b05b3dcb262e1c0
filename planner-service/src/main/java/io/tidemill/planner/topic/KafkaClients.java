package io.tidemill.planner.topic;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
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
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Utils;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

/**
 * Kafka clients with the settings of {@code spring.kafka}, among them the classes that read and
 * write Avro. The caller closes what it gets.
 */
public final class KafkaClients {
  private final KafkaProperties properties;

  public KafkaClients(KafkaProperties properties) {
    this.properties = properties;
  }

  /** Where the brokers are, as configured. */
  String bootstrapServers() {
    return String.join(",", properties.getBootstrapServers());
  }

  public Admin admin() {
    return Admin.create(properties.buildAdminProperties());
  }

  /**
   * A producer of Avro values that answers within seconds: acknowledged by all replicas, or an
   * error.
   */
  public Producer<String, GenericContainer> avroProducer() {
    Map<String, Object> settings = properties.buildProducerProperties();
    acknowledged(settings);
    settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
    return new KafkaProducer<>(settings);
  }

  /** The same for values that are taken as they are. */
  public Producer<String, byte[]> bytesProducer() {
    Map<String, Object> settings = properties.buildProducerProperties();
    acknowledged(settings);
    settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
    settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    return new KafkaProducer<>(settings);
  }

  private static void acknowledged(Map<String, Object> settings) {
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    // Callers of the HTTP API wait at most 5 s (EventBridge API destinations): give up before that.
    settings.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, 3_000);
    settings.putIfAbsent(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 3_000);
    settings.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 4_000);
  }

  /** A consumer without a group that sees only what was committed and leaves values undecoded. */
  public Consumer<String, byte[]> reader() {
    Map<String, Object> settings = properties.buildConsumerProperties();
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * A member of a group whose offsets are committed by hand; keys and values are left undecoded.
   */
  public Consumer<byte[], byte[]> member(String group) {
    Map<String, Object> settings = properties.buildConsumerProperties();
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    settings.put(ConsumerConfig.CLIENT_ID_CONFIG, group + "-" + UUID.randomUUID());
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** The configured Avro deserializer, ready for values. */
  @SuppressWarnings("unchecked") // Whatever reads our topics gives Avro records.
  public Deserializer<GenericContainer> avroDeserializer() {
    Map<String, Object> settings = new HashMap<>(properties.buildConsumerProperties());
    Object type = settings.get(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);
    try {
      Deserializer<GenericContainer> deserializer =
          type instanceof Class<?> named
              ? (Deserializer<GenericContainer>) Utils.newInstance(named)
              : (Deserializer<GenericContainer>)
                  Utils.newInstance(String.valueOf(type), Deserializer.class);
      deserializer.configure(settings, false);
      return deserializer;
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(
          "Expected spring.kafka.consumer.value-deserializer to name a class on the class path, but it is "
              + type,
          e);
    }
  }
}
