package io.tidemill.cli.kafka;

import io.tidemill.cli.UserException;
import io.tidemill.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The lineage topic, read for what its events say of columns. */
public final class LineageEvents {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Properties settings;

  /**
   * @param settings of the Kafka client: bootstrap servers, security
   */
  public LineageEvents(Properties settings) {
    this.settings = settings;
  }

  /**
   * From which columns each column of a relation comes, as its latest event says.
   *
   * @param relation {@code schema.table}
   * @return by column; empty when no event says
   */
  public Map<String, List<String>> columns(String relation) {
    Map<String, List<String>> latest = new LinkedHashMap<>();
    Properties reading = new Properties();
    reading.putAll(settings);
    reading.put("enable.auto.commit", "false");
    reading.put("isolation.level", "read_committed");
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(reading, new StringDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.LINEAGE, PATIENCE).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey(), PATIENCE) < end.getValue())) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(500))) {
          Map<String, List<String>> said = of(record.value(), relation);
          if (!said.isEmpty()) {
            latest.clear();
            latest.putAll(said);
          }
        }
      }
      return latest;
    } catch (KafkaException e) {
      throw new UserException(
          "Expected the broker at %s to answer, but: %s. Start one with ./tidemill up, or name another with --bootstrap-servers"
              .formatted(settings.get("bootstrap.servers"), e.getMessage()),
          e);
    }
  }

  static Map<String, List<String>> of(byte[] event, String relation) {
    Map<String, List<String>> columns = new LinkedHashMap<>();
    JsonNode json;
    try {
      json = JSON.readTree(new String(event, StandardCharsets.UTF_8));
    } catch (JacksonException e) {
      // Somebody else's record on the topic says nothing of columns.
      return columns;
    }
    for (JsonNode output : json.path("outputs")) {
      if (isOf(output, relation)) {
        output
            .path("facets")
            .path("columnLineage")
            .path("fields")
            .properties()
            .forEach(field -> columns.put(field.getKey(), origins(field.getValue())));
      }
    }
    return columns;
  }

  private static boolean isOf(JsonNode dataset, String relation) {
    if (ends(dataset.path("name").asString(""), relation)) {
      return true;
    }
    for (JsonNode link : dataset.path("facets").path("symlinks").path("identifiers")) {
      if (ends(link.path("name").asString(""), relation)) {
        return true;
      }
    }
    return false;
  }

  private static boolean ends(String name, String relation) {
    String dotted = name.replace('/', '.');
    return dotted.equals(relation) || dotted.endsWith("." + relation);
  }

  private static List<String> origins(JsonNode field) {
    List<String> origins = new ArrayList<>();
    field
        .path("inputFields")
        .forEach(
            input ->
                origins.add(
                    input.path("name").asString("?") + "." + input.path("field").asString("?")));
    return origins;
  }
}
