package io.tidemill.schemas;

import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * One topic of Tidemill as it should be on the broker.
 *
 * @param logicalName what the code calls it, e.g. {@code model-ready}
 * @param name full name on the broker, e.g. {@code tidemill.model-ready}
 * @param schema Avro schema of its values; empty where values are JSON or raw bytes
 * @param partitions number of partitions to create it with
 * @param config topic configuration that must hold, in Kafka's own names
 */
public record Topic(
    String logicalName,
    String name,
    Optional<Schema> schema,
    int partitions,
    Map<String, String> config) {

  public Topic {
    config = Map.copyOf(config);
    if (partitions < 1) {
      throw new IllegalArgumentException(
          "Expected topic %s to have at least 1 partition, but got %d".formatted(name, partitions));
    }
  }

  /** Whether Kafka keeps only the newest record of each key. */
  public boolean compacted() {
    return config.getOrDefault("cleanup.policy", "delete").contains("compact");
  }

  /** Subject under which the value schema is registered (TopicNameStrategy). */
  public String valueSubject() {
    return name + "-value";
  }
}
