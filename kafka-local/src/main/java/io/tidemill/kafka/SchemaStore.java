package io.tidemill.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.apache.avro.SchemaValidationException;
import org.apache.avro.SchemaValidatorBuilder;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The registry's schemas, kept in a compacted topic of one partition. One writer at a time: the
 * registry runs beside the only broker it serves. All methods are synchronized; the invariant is
 * that a version is acknowledged by the log before anyone is told its id.
 */
final class SchemaStore implements AutoCloseable {
  private static final String TOPIC = "_schemas";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** One registered version of a subject. */
  record Version(String subject, int version, int id, Schema schema) {}

  /** The schema does not fit the earlier versions of its subject. */
  static final class IncompatibleSchemaException extends Exception {
    IncompatibleSchemaException(String message) {
      super(message);
    }
  }

  private final Map<String, List<Version>> versionsBySubject = new TreeMap<>();
  private final Map<Integer, Schema> schemasById = new HashMap<>();
  private final Map<Schema, Integer> idsBySchema = new HashMap<>();
  private final Map<String, CompatibilityLevel> levels = new HashMap<>();
  private final KafkaProducer<String, String> producer;

  SchemaStore(String bootstrapServers) throws ExecutionException, InterruptedException {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", bootstrapServers);
    try (Admin admin = Admin.create(settings)) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(TOPIC, 1, (short) 1).configs(Map.of("cleanup.policy", "compact"))))
          .all()
          .get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
    load(settings);
    Map<String, Object> producing = new HashMap<>(settings);
    producing.put("acks", "all");
    producer = new KafkaProducer<>(producing, new StringSerializer(), new StringSerializer());
  }

  synchronized List<String> subjects() {
    return List.copyOf(versionsBySubject.keySet());
  }

  synchronized List<Version> versions(String subject) {
    return List.copyOf(versionsBySubject.getOrDefault(subject, List.of()));
  }

  synchronized Optional<Schema> schema(int id) {
    return Optional.ofNullable(schemasById.get(id));
  }

  synchronized Optional<Version> find(String subject, Schema schema) {
    return versionsBySubject.getOrDefault(subject, List.of()).stream()
        .filter(version -> version.schema().equals(schema))
        .findFirst();
  }

  synchronized CompatibilityLevel level(String subject) {
    CompatibilityLevel own = levels.get(subject);
    return own != null ? own : levels.getOrDefault("", CompatibilityLevel.FULL_TRANSITIVE);
  }

  /** Sets the level of a subject, or of all that have none of their own with an empty name. */
  synchronized void setLevel(String subject, CompatibilityLevel level) {
    ObjectNode value = JSON.createObjectNode();
    value.put("compatibility", level.name());
    write("config/" + subject, value);
    levels.put(subject, level);
  }

  /** Registers a schema, or finds it: the same schema under the same subject has one version. */
  synchronized int register(String subject, Schema schema) throws IncompatibleSchemaException {
    Optional<Version> known = find(subject, schema);
    if (known.isPresent()) {
      return known.get().id();
    }
    checkCompatible(subject, schema);
    Integer existing = idsBySchema.get(schema);
    int id =
        existing != null
            ? existing
            : schemasById.keySet().stream().mapToInt(i -> i).max().orElse(0) + 1;
    Version version = new Version(subject, versions(subject).size() + 1, id, schema);
    ObjectNode value = JSON.createObjectNode();
    value.put("subject", subject);
    value.put("version", version.version());
    value.put("id", id);
    value.put("schema", schema.toString());
    write("schema/%s/%d".formatted(subject, version.version()), value);
    add(version);
    return id;
  }

  synchronized void checkCompatible(String subject, Schema schema)
      throws IncompatibleSchemaException {
    List<Schema> earlier =
        new ArrayList<>(versions(subject).stream().map(Version::schema).toList());
    // Avro's validators look at the newest first.
    Collections.reverse(earlier);
    CompatibilityLevel level = level(subject);
    if (level == CompatibilityLevel.NONE || earlier.isEmpty()) {
      return;
    }
    SchemaValidatorBuilder builder = new SchemaValidatorBuilder();
    SchemaValidatorBuilder strategy =
        switch (level.direction()) {
          case BACKWARD -> builder.canReadStrategy();
          case FORWARD -> builder.canBeReadStrategy();
          case FULL -> builder.mutualReadStrategy();
        };
    try {
      (level.transitive() ? strategy.validateAll() : strategy.validateLatest())
          .validate(schema, earlier);
    } catch (SchemaValidationException e) {
      throw new IncompatibleSchemaException(
          "Expected the schema to be %s with the earlier versions of subject %s, but: %s"
              .formatted(level, subject, e.getMessage()));
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }

  private void write(String key, JsonNode value) {
    try {
      producer.send(new ProducerRecord<>(TOPIC, key, value.toString())).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "Expected the broker to keep %s, but: %s".formatted(key, e.getCause()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while writing " + key, e);
    }
  }

  private void load(Map<String, Object> settings) {
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      TopicPartition partition = new TopicPartition(TOPIC, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      Long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (end != null && consumer.position(partition) < end) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
          apply(record.key(), JSON.readTree(record.value()));
        }
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Expected JSON in topic %s, but: %s".formatted(TOPIC, e), e);
    }
  }

  private void apply(String key, JsonNode value) {
    if (key.startsWith("config/")) {
      levels.put(
          key.substring("config/".length()),
          CompatibilityLevel.valueOf(value.get("compatibility").textValue()));
      return;
    }
    try {
      add(
          new Version(
              value.get("subject").textValue(),
              value.get("version").intValue(),
              value.get("id").intValue(),
              new Schema.Parser().parse(value.get("schema").textValue())));
    } catch (SchemaParseException e) {
      throw new IllegalStateException("Expected a schema at key %s, but: %s".formatted(key, e), e);
    }
  }

  private void add(Version version) {
    versionsBySubject.computeIfAbsent(version.subject(), s -> new ArrayList<>()).add(version);
    schemasById.put(version.id(), version.schema());
    idsBySchema.put(version.schema(), version.id());
  }
}
