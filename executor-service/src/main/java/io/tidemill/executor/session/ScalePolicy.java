package io.tidemill.executor.session;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Decides how many sessions to create for the tasks that wait. Pure.
 *
 * <p>A new session costs at least its billing floor and takes its time to become ready; it is only
 * worth that when the waiting task would not get a busy one sooner.
 */
final class ScalePolicy {
  private ScalePolicy() {}

  /**
   * @param waiting tasks that wait for a session of the spec
   * @param coming sessions being provisioned for it
   * @param busyFor for each busy session the time its task is expected to take still; zero when
   *     nobody knows
   * @param expected learned duration of a task; zero when nobody knows
   * @param provisioning how long provisioning takes
   * @param room sessions that may still be created
   */
  static int toCreate(
      int waiting,
      int coming,
      List<Duration> busyFor,
      Duration expected,
      Duration provisioning,
      int room) {
    int unserved = waiting - coming;
    if (unserved <= 0 || room <= 0) {
      return 0;
    }
    if (busyFor.isEmpty() || busyFor.stream().anyMatch(Duration::isZero)) {
      return Math.min(unserved, room);
    }
    // Play the queue forward: each waiting task takes the session that is free first.
    PriorityQueue<Duration> free = new PriorityQueue<>(busyFor);
    free.addAll(Collections.nCopies(coming, provisioning));
    int create = 0;
    for (int task = 0; task < waiting; task++) {
      Duration soonest = free.remove();
      if (task >= coming && soonest.compareTo(provisioning) > 0 && create < room) {
        create++;
        free.add(soonest);
        soonest = provisioning;
      }
      free.add(soonest.plus(expected));
    }
    return create;
  }
}
