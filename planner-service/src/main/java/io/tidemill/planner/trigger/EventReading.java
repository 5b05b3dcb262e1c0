package io.tidemill.planner.trigger;

import io.tidemill.event.Trigger;
import java.util.List;

/**
 * What a body was found to say.
 *
 * @param triggers the events in it that may make data stale
 * @param ignored what else it said, with the reason for not making a trigger of it
 */
record EventReading(List<Trigger> triggers, List<String> ignored) {
  EventReading {
    triggers = List.copyOf(triggers);
    ignored = List.copyOf(ignored);
  }

  static EventReading of(Trigger trigger) {
    return new EventReading(List.of(trigger), List.of());
  }

  static EventReading ignored(String reason) {
    return new EventReading(List.of(), List.of(reason));
  }
}
