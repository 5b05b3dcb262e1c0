package io.tidemill.catalog.state;

import io.tidemill.schemas.Topic;
import io.tidemill.schemas.TopicProvisioner;
import io.tidemill.schemas.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates the topics this service reads and writes, where they are missing. */
public final class TopicsInPlace {
  private static final Logger log = LoggerFactory.getLogger(TopicsInPlace.class);

  private final KafkaClients clients;
  private final String stateTopic;
  private final short replication;
  private boolean inPlace;

  public TopicsInPlace(KafkaClients clients, String stateTopic, short replication) {
    this.clients = clients;
    this.stateTopic = stateTopic;
    this.replication = replication;
  }

  /** Makes sure of it; asks Kafka until it was once so, and never again. */
  public synchronized void ensure() {
    if (inPlace) {
      return;
    }
    List<Topic> topics = new ArrayList<>(Topics.all());
    topics.add(
        new Topic(
            "catalog-state", stateTopic, Optional.empty(), 1, Map.of("cleanup.policy", "compact")));
    try (Admin admin = clients.admin()) {
      List<String> created = new TopicProvisioner(admin, replication).createMissing(topics);
      inPlace = true;
      if (!created.isEmpty()) {
        log.info("Created topics {}", created);
      }
    } catch (ExecutionException e) {
      throw new KafkaException("Expected to create missing topics, but: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptException(e);
    }
  }
}
