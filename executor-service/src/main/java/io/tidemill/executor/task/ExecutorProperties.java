package io.tidemill.executor.task;

import io.tidemill.executor.session.PoolProperties;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * This executor.
 *
 * @param id its name, unique in the fleet and stable over restarts, so that it finds its sessions
 *     again; unset: the host's name
 * @param slots tasks at a time
 * @param pool its session pool
 * @param heartbeat time between heartbeats
 * @param leaseTimeout time without a heartbeat after which the planner gives the tasks to others;
 *     must be the planner's
 * @param drainTimeout how long a shutdown waits for running tasks before it hands them back with
 *     their journal
 * @param statementTimeout how long one statement may run
 * @param resultBytes bytes of results that a statement brings back at most
 * @param firstPoll wait before a statement is first looked at
 * @param longestPoll wait between two looks at most
 */
@ConfigurationProperties("tidemill.executor")
public record ExecutorProperties(
    @Nullable String id,
    @DefaultValue("2") int slots,
    @DefaultValue PoolProperties pool,
    @DefaultValue("2s") Duration heartbeat,
    @DefaultValue("10s") Duration leaseTimeout,
    @DefaultValue("60s") Duration drainTimeout,
    @DefaultValue("5h") Duration statementTimeout,
    @DefaultValue("262144") int resultBytes,
    @DefaultValue("40ms") Duration firstPoll,
    @DefaultValue("2s") Duration longestPoll) {

  public ExecutorProperties {
    if (slots < 1) {
      throw new IllegalArgumentException(
          "Expected tidemill.executor.slots to be at least 1, but it is " + slots);
    }
    if (pool.min() < 0 || pool.max() < 0 || (pool.max() > 0 && pool.min() > pool.max())) {
      throw new IllegalArgumentException(
          "Expected 0 <= tidemill.executor.pool.min <= tidemill.executor.pool.max, but they are %d and %d"
              .formatted(pool.min(), pool.max()));
    }
    if (heartbeat.multipliedBy(3).compareTo(leaseTimeout) > 0) {
      throw new IllegalArgumentException(
          "Expected tidemill.executor.lease-timeout to be at least three heartbeats, but it is %s with a heartbeat of %s"
              .formatted(leaseTimeout, heartbeat));
    }
  }
}
