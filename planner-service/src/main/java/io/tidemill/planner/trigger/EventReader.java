package io.tidemill.planner.trigger;

import io.tidemill.event.Trigger;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Reads the body of an event in any of the forms of {@link EventFormat}. Unknown fields are allowed
 * everywhere.
 */
final class EventReader {
  private final Clock clock;
  private final Supplier<String> triggerIds;

  EventReader(Clock clock, Supplier<String> triggerIds) {
    this.clock = clock;
    this.triggerIds = triggerIds;
  }

  /**
   * Reads a body that holds one event or an array of them.
   *
   * @throws MalformedEventException when any of them is not what its form says; none is accepted
   *     then
   */
  EventReading read(EventFormat format, String body) {
    List<Trigger> triggers = new ArrayList<>();
    List<String> ignored = new ArrayList<>();
    for (EventFields event : EventFields.parse(body)) {
      EventReading reading = readOne(format, event);
      triggers.addAll(reading.triggers());
      ignored.addAll(reading.ignored());
    }
    return new EventReading(triggers, ignored);
  }

  private EventReading readOne(EventFormat format, EventFields event) {
    return switch (format == EventFormat.ANY ? recognize(event) : format) {
      case EVENTBRIDGE -> EventBridgeEvents.read(event, this::newTrigger);
      case S3_NOTIFICATION -> S3Notifications.read(event, this::newTrigger);
      case TIDEMILL, ANY -> TidemillEvents.read(event, this::newTrigger);
    };
  }

  private static EventFormat recognize(EventFields event) {
    if (event.has("detail-type") || event.has("detail")) {
      return EventFormat.EVENTBRIDGE;
    }
    if (event.has("Records") || event.has("Event")) {
      return EventFormat.S3_NOTIFICATION;
    }
    return EventFormat.TIDEMILL;
  }

  private Trigger.Builder newTrigger() {
    Instant now = Instant.ofEpochMilli(clock.millis());
    return Trigger.newBuilder()
        .setTriggerId(triggerIds.get())
        .setOccurredAt(now)
        .setReceivedAt(now);
  }
}
