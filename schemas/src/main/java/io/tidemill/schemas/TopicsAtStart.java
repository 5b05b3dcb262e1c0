package io.tidemill.schemas;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits at the start of a service until a Kafka broker answers, says that it waits, and creates the
 * topics that are missing. A broker that starts a moment later than its clients is no failure; one
 * that never comes is told from a wrong address by nobody but the reader of the message.
 */
public final class TopicsAtStart {
  private static final Logger log = LoggerFactory.getLogger(TopicsAtStart.class);
  private static final Duration ANSWER = Duration.ofSeconds(3);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration BETWEEN_MESSAGES = Duration.ofSeconds(10);

  private TopicsAtStart() {}

  /**
   * Returns once all topics are there.
   *
   * @param admin asks the brokers; not closed here
   * @param address bootstrap servers, for the message
   * @param provisioner creates what is missing
   * @param limit how long to wait at most
   * @return names of the topics created
   * @throws KafkaAbsentException if no broker did so in that time
   */
  public static List<String> await(
      Admin admin,
      String address,
      TopicProvisioner provisioner,
      Collection<Topic> topics,
      Duration limit,
      Clock clock)
      throws InterruptedException {
    Instant start = clock.instant();
    Instant nextMessage = start;
    for (int tries = 1; ; tries++) {
      try {
        admin
            .describeCluster(new DescribeClusterOptions().timeoutMs((int) ANSWER.toMillis()))
            .nodes()
            .get();
        return provisioner.createMissing(topics);
      } catch (ExecutionException e) {
        Instant now = clock.instant();
        Duration waited = Duration.between(start, now);
        if (waited.compareTo(limit) >= 0) {
          throw new KafkaAbsentException(address, waited, tries, e);
        }
        if (!now.isBefore(nextMessage)) {
          log.warn(
              "Expected Kafka at {} to answer, but after {} s: {}. Waiting for {} s more; start the broker, or correct spring.kafka.bootstrap-servers",
              address,
              waited.toSeconds(),
              KafkaAbsentException.reason(e),
              limit.minus(waited).toSeconds());
          nextMessage = now.plus(BETWEEN_MESSAGES);
        }
      }
      Thread.sleep(PAUSE.toMillis());
    }
  }
}
