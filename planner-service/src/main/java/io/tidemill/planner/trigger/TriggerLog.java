package io.tidemill.planner.trigger;

import io.tidemill.event.Trigger;
import java.util.List;

/** Where triggers go once they are accepted. */
interface TriggerLog {

  /**
   * Returns when all of them are kept for good.
   *
   * @throws io.tidemill.planner.topic.LogUnavailableException when they are not
   */
  void append(List<Trigger> triggers);

  /**
   * Keeps what could not be understood.
   *
   * @param origin where it came from: an address, a queue, a topic
   * @param body what came in, unchanged
   * @param reason what is wrong with it
   */
  void reject(String origin, String body, String reason);
}
