package io.tidemill.catalog.state;

import io.tidemill.schemas.Topic;
import io.tidemill.schemas.TopicProvisioner;
import io.tidemill.schemas.Topics;
import io.tidemill.schemas.TopicsAtStart;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates the topics this service reads and writes, where they are missing. */
public final class TopicsInPlace {
  private static final Logger log = LoggerFactory.getLogger(TopicsInPlace.class);

  // The caller tries again for as long as the service lives.
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final KafkaClients clients;
  private final String stateTopic;
  private final short replication;
  private final Clock clock;
  private boolean inPlace;

  public TopicsInPlace(KafkaClients clients, String stateTopic, short replication, Clock clock) {
    this.clients = clients;
    this.stateTopic = stateTopic;
    this.replication = replication;
    this.clock = clock;
  }

  /** Makes sure of it; asks Kafka until it was once so, and never again. */
  public synchronized void ensure() {
    if (inPlace) {
      return;
    }
    List<Topic> topics = new ArrayList<>(Topics.all());
    if (!stateTopic.equals(Topics.CATALOG_STATE)) {
      topics.removeIf(topic -> topic.name().equals(Topics.CATALOG_STATE));
      topics.add(
          new Topic(
              "catalog-state",
              stateTopic,
              Optional.empty(),
              1,
              Map.of("cleanup.policy", "compact")));
    }
    try (Admin admin = clients.admin()) {
      List<String> created =
          TopicsAtStart.await(
              admin,
              clients.bootstrapServers(),
              new TopicProvisioner(admin, replication),
              topics,
              LIMIT,
              clock);
      inPlace = true;
      if (!created.isEmpty()) {
        log.info("Created topics {}", created);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptException(e);
    }
  }
}
