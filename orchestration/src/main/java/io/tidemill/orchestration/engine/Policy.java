package io.tidemill.orchestration.engine;

import io.tidemill.orchestration.dispatch.RetryPolicy;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The rules of a fleet.
 *
 * @param leaseTimeout how long an executor may be silent, or not speak of a task, before the task
 *     is given to another
 * @param silentAfter how long an executor may be silent and still be given tasks
 * @param pools permits of each named pool; a pool that is not named here has no limit
 * @param defaultDuration expected duration of a node that has never run
 * @param runRetention how long a finished run is kept
 * @param triggerRetention how long a trigger is remembered, so that it is recognised when it comes
 *     again
 * @param viewInterval how often the progress of a run is told
 */
public record Policy(
    Duration leaseTimeout,
    Duration silentAfter,
    RetryPolicy retries,
    Map<String, Integer> pools,
    Duration defaultDuration,
    Duration runRetention,
    Duration triggerRetention,
    Duration viewInterval) {

  public static final Policy DEFAULT =
      new Policy(
          Duration.ofSeconds(10),
          Duration.ofSeconds(5),
          RetryPolicy.DEFAULT,
          Map.of(),
          Duration.ofSeconds(1),
          Duration.ofDays(7),
          Duration.ofDays(3),
          Duration.ofMillis(500));

  public Policy {
    pools = Map.copyOf(pools);
  }

  public Policy withPools(Map<String, Integer> permits) {
    return new Policy(
        leaseTimeout,
        silentAfter,
        retries,
        permits,
        defaultDuration,
        runRetention,
        triggerRetention,
        viewInterval);
  }

  OptionalInt permits(String pool) {
    Integer permits = pools.get(pool);
    return permits == null ? OptionalInt.empty() : OptionalInt.of(permits);
  }
}
