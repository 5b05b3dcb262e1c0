package io.tidemill.catalog;

import static org.awaitility.Awaitility.await;

import io.tidemill.kafka.EmbeddedBroker;
import io.tidemill.kafka.SchemaRegistryServer;
import io.tidemill.schemas.TopicProvisioner;
import io.tidemill.schemas.Topics;
import io.tidemill.schemas.serde.RegistryAvroDeserializer;
import io.tidemill.schemas.serde.RegistryAvroSerializer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.avro.generic.GenericContainer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A real broker and schema registry, and what tests send to and read from them. */
final class Kafka implements AutoCloseable {
  private final EmbeddedBroker broker;
  private final SchemaRegistryServer registry;
  private final KafkaProducer<String, byte[]> producer;
  private final RegistryAvroSerializer serializer = new RegistryAvroSerializer();
  private final RegistryAvroDeserializer deserializer = new RegistryAvroDeserializer();

  Kafka(Path folder) {
    broker = EmbeddedBroker.start(folder);
    registry = SchemaRegistryServer.start(broker.bootstrapServers(), 0);
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers(), "linger.ms", 0),
            new StringSerializer(),
            new ByteArraySerializer());
    serializer.configure(Map.of("schema.registry.url", registry.url()), false);
    deserializer.configure(Map.of("schema.registry.url", registry.url()), false);
  }

  String bootstrapServers() {
    return broker.bootstrapServers();
  }

  String registryUrl() {
    return registry.url();
  }

  /** Makes a group begin after everything that is there by now. */
  void skipToEnd(String group) throws Exception {
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", (Object) broker.bootstrapServers()))) {
      new TopicProvisioner(admin, (short) 1).createMissing(Topics.all());
      Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
      int partitions = producer.partitionsFor(Topics.MODEL_EVENTS).size();
      for (int i = 0; i < partitions; i++) {
        asked.put(new TopicPartition(Topics.MODEL_EVENTS, i), OffsetSpec.latest());
      }
      Map<TopicPartition, OffsetAndMetadata> ends = new HashMap<>();
      admin
          .listOffsets(asked)
          .all()
          .get()
          .forEach((partition, end) -> ends.put(partition, new OffsetAndMetadata(end.offset())));
      admin.alterConsumerGroupOffsets(group, ends).all().get();
    }
  }

  void send(GenericContainer event) {
    sendRaw(serializer.serialize(Topics.MODEL_EVENTS, event));
  }

  void sendRaw(byte[] value) {
    producer.send(new ProducerRecord<>(Topics.MODEL_EVENTS, "default", value));
    producer.flush();
  }

  /** Everything that is committed on a topic and for which {@code which} holds. */
  List<ConsumerRecord<String, byte[]>> read(
      String topic, Predicate<ConsumerRecord<String, byte[]>> which) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", broker.bootstrapServers());
    settings.put("isolation.level", "read_committed");
    List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(topic, p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(
                record -> {
                  if (which.test(record)) {
                    found.add(record);
                  }
                });
      }
    }
    return found;
  }

  /** Avro events of a topic for which {@code which} holds. */
  <T> List<T> events(String topic, Class<T> type, Predicate<T> which) {
    return read(topic, record -> true).stream()
        .map(record -> type.cast(deserializer.deserialize(topic, record.value())))
        .filter(which)
        .toList();
  }

  /** Waits until there are so many of them. */
  <T> List<T> awaitEvents(String topic, Class<T> type, int count, Predicate<T> which) {
    return await("%d events on %s".formatted(count, topic))
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(200))
        .until(() -> events(topic, type, which), found -> found.size() >= count);
  }

  @Override
  public void close() {
    producer.close();
    registry.close();
    broker.close();
  }
}
