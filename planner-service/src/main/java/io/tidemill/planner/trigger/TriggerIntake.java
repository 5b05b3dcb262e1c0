package io.tidemill.planner.trigger;

import io.tidemill.event.Trigger;
import java.util.List;

/**
 * Takes in the body of an event, whoever brought it: read it, keep its triggers, or keep it as a
 * dead letter.
 */
final class TriggerIntake {
  private final EventReader reader;
  private final TriggerLog log;

  TriggerIntake(EventReader reader, TriggerLog log) {
    this.reader = reader;
    this.log = log;
  }

  /**
   * Returns when what the body says is kept for good.
   *
   * @throws MalformedEventException when it cannot be understood; it is a dead letter then
   * @throws io.tidemill.planner.topic.LogUnavailableException when nothing could be kept
   */
  Accepted accept(EventFormat format, String body, String origin) {
    EventReading reading = readOrReject(format, body, origin);
    log.append(reading.triggers());
    return new Accepted(
        reading.triggers().stream().map(Trigger::getTriggerId).toList(), reading.ignored());
  }

  private EventReading readOrReject(EventFormat format, String body, String origin) {
    try {
      return reader.read(format, body);
    } catch (MalformedEventException e) {
      log.reject(origin, body, e.problem());
      throw e;
    }
  }

  /**
   * What came of a body.
   *
   * @param triggerIds ids under which its triggers are known
   * @param ignored what else it said, with reasons
   */
  record Accepted(List<String> triggerIds, List<String> ignored) {}
}
