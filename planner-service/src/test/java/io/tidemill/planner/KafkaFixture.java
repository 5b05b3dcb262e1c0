package io.tidemill.planner;

import io.tidemill.kafka.EmbeddedBroker;
import io.tidemill.kafka.SchemaRegistryServer;
import io.tidemill.schemas.EventHeaders;
import io.tidemill.schemas.serde.RegistryAvroDeserializer;
import io.tidemill.schemas.serde.RegistryAvroSerializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.avro.generic.GenericContainer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** One real broker and registry for all tests of this JVM. */
public final class KafkaFixture {
  private static final KafkaFixture INSTANCE = new KafkaFixture();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final EmbeddedBroker broker;
  private final SchemaRegistryServer registry;
  private final KafkaProducer<String, GenericContainer> avro;
  private final KafkaProducer<String, byte[]> bytes;

  private KafkaFixture() {
    try {
      broker = EmbeddedBroker.start(Files.createTempDirectory("tidemill-planner-test"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    registry = SchemaRegistryServer.start(broker.bootstrapServers(), 0);
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", broker.bootstrapServers(), "schema.registry.url", registry.url());
    RegistryAvroSerializer serializer = new RegistryAvroSerializer();
    serializer.configure(settings, false);
    avro = new KafkaProducer<>(settings, new StringSerializer(), serializer);
    bytes = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
  }

  private void stop() {
    avro.close(Duration.ofSeconds(1));
    bytes.close(Duration.ofSeconds(1));
    registry.close();
    broker.close();
  }

  public static KafkaFixture get() {
    return INSTANCE;
  }

  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  public String registryUrl() {
    return registry.url();
  }

  /** Writes an event as a service would. */
  public void send(String topic, String key, GenericContainer record) {
    sent(avro, new ProducerRecord<>(topic, key, record));
  }

  /** Writes whatever bytes. */
  public void sendBytes(String topic, String key, byte[] value) {
    sent(bytes, new ProducerRecord<>(topic, key, value));
  }

  private static <V> void sent(
      KafkaProducer<String, V> producer, ProducerRecord<String, V> record) {
    try {
      producer.send(record).get();
    } catch (Exception e) {
      throw new IllegalStateException("could not write to " + record.topic(), e);
    }
  }

  /** Waits for so many records of a type that meet a condition, from the beginning of the topic. */
  public <R> List<R> await(String topic, Class<R> type, int count, Predicate<R> wanted) {
    List<R> found = new ArrayList<>();
    try (RegistryAvroDeserializer reader = new RegistryAvroDeserializer()) {
      reader.configure(Map.of("schema.registry.url", registry.url()), false);
      awaitBytes(
          topic,
          record -> {
            if (record.value().length > 0 && record.value()[0] == 0) {
              R event = type.cast(reader.deserialize(topic, record.value()));
              if (wanted.test(event)) {
                found.add(event);
              }
            }
            return found.size() >= count;
          });
    }
    return found;
  }

  /** Waits until a condition, asked of each record from the beginning of the topic, holds. */
  public ConsumerRecord<String, byte[]> awaitBytes(
      String topic, Predicate<ConsumerRecord<String, byte[]>> done) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed");
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (System.nanoTime() < deadline) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          if (done.test(record)) {
            return record;
          }
        }
      }
    }
    throw new AssertionError(
        "nothing wanted came on " + topic + " in " + PATIENCE.toSeconds() + " s");
  }

  /** Text of a header, empty when there is none. */
  public static String header(ConsumerRecord<?, ?> record, String name) {
    return EventHeaders.get(record.headers(), name).orElse("");
  }

  /** Value of a record as text. */
  public static String text(ConsumerRecord<?, byte[]> record) {
    return new String(record.value(), StandardCharsets.UTF_8);
  }
}
