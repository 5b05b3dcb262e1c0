package io.tidemill.planner.topic;

import io.tidemill.schemas.TopicProvisioner;
import io.tidemill.schemas.Topics;
import io.tidemill.schemas.TopicsAtStart;
import java.time.Clock;
import java.time.Duration;
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
   * @throws io.tidemill.schemas.KafkaAbsentException when no broker was reached within the limit
   */
  public void prepare(Duration limit) throws InterruptedException {
    try (Admin admin = clients.admin()) {
      TopicProvisioner provisioner = new TopicProvisioner(admin, replication);
      List<String> created =
          TopicsAtStart.await(
              admin, clients.bootstrapServers(), provisioner, Topics.all(), limit, clock);
      if (created.isEmpty()) {
        provisioner.check(Topics.all()).forEach(problem -> log.warn("{}", problem));
      } else {
        log.info("Created topics {}", created);
      }
    } catch (ExecutionException e) {
      log.warn("The topics could not be checked: {}", String.valueOf(e.getCause()));
    }
    gate.open();
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
