package io.tidemill.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemill.event.LedgerEntry;
import io.tidemill.schemas.TopicProvisioner;
import io.tidemill.schemas.Topics;
import io.tidemill.schemas.serde.RegistryAvroDeserializer;
import io.tidemill.schemas.serde.RegistryAvroSerializer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/**
 * What the services rely on in a broker. Each broker we say we run on has a subclass: the embedded
 * one always runs, that of a container where there is a Docker engine.
 */
abstract class BrokerContract {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Where the broker under test listens. */
  abstract String bootstrapServers();

  @Test
  void takesEveryTopicAsTheCatalogueSays() throws Exception {
    try (Admin admin = Admin.create(settings())) {
      TopicProvisioner provisioner = new TopicProvisioner(admin, (short) -1);

      List<String> created = provisioner.createMissing(Topics.all());

      assertThat(created).contains(Topics.MODEL_READY, Topics.RUNS, Topics.CATALOG_STATE);
      assertThat(provisioner.createMissing(Topics.all())).as("the second time").isEmpty();
      assertThat(provisioner.check(Topics.all())).isEmpty();
    }
  }

  @Test
  void carriesAvroWhoseSchemasTheRegistryKeepsOnIt() {
    try (SchemaRegistryServer registry = SchemaRegistryServer.start(bootstrapServers(), 0)) {
      Map<String, Object> settings = settings("schema.registry.url", registry.url());
      LedgerEntry entry = SchemaRegistryServerTest.entry();
      byte[] bytes;
      try (var serializer = new RegistryAvroSerializer()) {
        serializer.configure(settings, false);
        bytes = serializer.serialize("contract-ledger", entry);
      }

      // Another life of the registry: what it knew is on the broker alone.
      registry.close();
      try (SchemaRegistryServer again = SchemaRegistryServer.start(bootstrapServers(), 0);
          var deserializer = new RegistryAvroDeserializer()) {
        deserializer.configure(settings("schema.registry.url", again.url()), false);
        assertThat(deserializer.deserialize("contract-ledger", bytes)).isEqualTo(entry);
      }
    }
  }

  @Test
  void showsCommittedRecordsOnlyToReadersOfTheCommitted() throws Exception {
    create("contract-commits");
    try (var producer = transactional("contract-commits")) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>("contract-commits", 0, "key", "aborted")).get();
      producer.abortTransaction();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>("contract-commits", 0, "key", "committed")).get();
      producer.commitTransaction();
    }

    assertThat(values("contract-commits", 1)).containsExactly("committed");
  }

  @Test
  void fencesTheOlderOfTwoWritersWithOneIdentity() throws Exception {
    create("contract-fence");
    try (var zombie = transactional("contract-fence");
        var owner = transactional("contract-fence")) {
      zombie.initTransactions();
      zombie.beginTransaction();
      zombie.send(new ProducerRecord<>("contract-fence", 0, "key", "zombie")).get();
      owner.initTransactions();
      owner.beginTransaction();
      owner.send(new ProducerRecord<>("contract-fence", 0, "key", "owner")).get();
      owner.commitTransaction();

      assertThatThrownBy(zombie::commitTransaction)
          .isInstanceOfAny(ProducerFencedException.class, InvalidProducerEpochException.class);
    }

    assertThat(values("contract-fence", 1)).containsExactly("owner");
  }

  private void create(String topic) throws Exception {
    try (Admin admin = Admin.create(settings())) {
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
    }
  }

  private KafkaProducer<String, String> transactional(String id) {
    return new KafkaProducer<>(
        settings("transactional.id", id), new StringSerializer(), new StringSerializer());
  }

  private List<String> values(String topic, int expected) {
    List<String> values = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(
            settings("isolation.level", "read_committed"),
            new StringDeserializer(),
            new StringDeserializer())) {
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      Instant deadline = Instant.now().plus(PATIENCE);
      while (consumer.position(partition) < end || values.size() < expected) {
        assertThat(Instant.now()).as("reading to offset %d", end).isBefore(deadline);
        consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
      }
    }
    return values;
  }

  private Map<String, Object> settings(String... more) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", bootstrapServers());
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    return settings;
  }
}
