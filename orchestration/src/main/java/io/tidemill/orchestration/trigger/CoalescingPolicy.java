package io.tidemill.orchestration.trigger;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How landings of one source become one run. A window opens with the first landing and is ripe when
 * its conditions hold, or when the longest wait is over.
 *
 * @param quietPeriod how long nothing more must have landed
 * @param maxWait after this long the window is ripe whatever else holds
 * @param minFiles how many landings there must be
 * @param marker name of the file that says the batch is complete; null when none is written
 * @param quorum other windows that must be ripe at the same time
 */
public record CoalescingPolicy(
    Duration quietPeriod,
    Duration maxWait,
    int minFiles,
    @Nullable String marker,
    Set<String> quorum) {

  /** Each landing is answered at once. */
  public static final CoalescingPolicy IMMEDIATE =
      new CoalescingPolicy(Duration.ZERO, Duration.ZERO, 1, null, Set.of());

  public CoalescingPolicy {
    quorum = Set.copyOf(quorum);
    if (quietPeriod.isNegative() || maxWait.isNegative() || minFiles < 1) {
      throw new IllegalArgumentException(
          "Expected quiet_period and max_wait not to be negative and min_files to be 1 or more, but they are "
              + quietPeriod
              + ", "
              + maxWait
              + " and "
              + minFiles);
    }
  }

  /** Waits for silence, at most for the given time. */
  public static CoalescingPolicy quiet(Duration quietPeriod, Duration maxWait) {
    return new CoalescingPolicy(quietPeriod, maxWait, 1, null, Set.of());
  }

  boolean isMarker(String objectKey) {
    return marker != null
        && objectKey.endsWith(marker)
        && (objectKey.length() == marker.length()
            || objectKey.charAt(objectKey.length() - marker.length() - 1) == '/');
  }
}
