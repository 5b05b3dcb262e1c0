package io.tidemill.planner.topic;

import io.tidemill.schemas.TopicProvisioner;
import io.tidemill.schemas.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the topics that are missing, names those that differ, and waits for a broker that is not
 * there yet.
 */
public final class TopicPreparation {
  private static final Logger log = LoggerFactory.getLogger(TopicPreparation.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final KafkaClients clients;
  private final TopicGate gate;
  private final Clock clock;
  private final short replication;

  public TopicPreparation(KafkaClients clients, TopicGate gate, Clock clock, short replication) {
    this.clients = clients;
    this.gate = gate;
    this.clock = clock;
    this.replication = replication;
  }

  /**
   * Returns once all topics are there.
   *
   * @throws KafkaAbsentException when no broker was reached within the limit
   */
  public void prepare(Duration limit) throws InterruptedException {
    Instant start = clock.instant();
    for (int tries = 1; ; tries++) {
      try {
        createAndCheck();
        gate.open();
        return;
      } catch (ExecutionException e) {
        Duration waited = Duration.between(start, clock.instant());
        if (waited.compareTo(limit) >= 0) {
          throw new KafkaAbsentException(waited, tries, e);
        }
        log.warn(
            "Expected to reach Kafka, but: {} (try {}, after {} s; giving up after {} s)",
            String.valueOf(e.getCause()),
            tries,
            waited.toSeconds(),
            limit.toSeconds());
      }
      Thread.sleep(PAUSE.toMillis());
    }
  }

  private void createAndCheck() throws ExecutionException, InterruptedException {
    try (Admin admin = clients.admin()) {
      TopicProvisioner topics = new TopicProvisioner(admin, replication);
      List<String> created = topics.createMissing(Topics.all());
      if (created.isEmpty()) {
        topics.check(Topics.all()).forEach(problem -> log.warn("{}", problem));
      } else {
        log.info("Created topics {}", created);
      }
    }
  }

  /** What is not as it should be, one sentence each. */
  public List<String> problems() {
    try (Admin admin = clients.admin()) {
      return new TopicProvisioner(admin, replication).check(Topics.all());
    } catch (ExecutionException e) {
      throw new LogUnavailableException("topics", e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LogUnavailableException("topics", e);
    }
  }
}
