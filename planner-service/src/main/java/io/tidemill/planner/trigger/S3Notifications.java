package io.tidemill.planner.trigger;

import io.tidemill.event.Trigger;
import io.tidemill.event.TriggerKind;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * S3's own notifications, whose keys are form-encoded ({@code +} is a space); the one-off test
 * event is ignored.
 */
final class S3Notifications {
  private S3Notifications() {}

  static EventReading read(EventFields event, Supplier<Trigger.Builder> triggers) {
    if ("s3:TestEvent".equals(event.textOrNull("Event"))) {
      return EventReading.ignored("s3:TestEvent only says that notifications are set up");
    }
    List<Trigger> read = new ArrayList<>();
    List<String> ignored = new ArrayList<>();
    for (EventFields record : event.objects("Records")) {
      String name = record.text("eventName");
      if (name.startsWith("ObjectCreated:")) {
        read.add(object(TriggerKind.OBJECT_CREATED, record, triggers.get()));
      } else if (name.startsWith("ObjectRemoved:")) {
        read.add(object(TriggerKind.OBJECT_DELETED, record, triggers.get()));
      } else {
        ignored.add("S3 event '" + name + "' changes no data");
      }
    }
    return new EventReading(read, ignored);
  }

  private static Trigger object(TriggerKind kind, EventFields record, Trigger.Builder trigger) {
    EventFields s3 = record.object("s3");
    EventFields object = s3.object("object");
    return trigger
        .setKind(kind)
        .setSource(s3.object("bucket").text("name"))
        .setSubject(decodedKey(object))
        .setVersion(object.textOrNull("versionId"))
        .setEtag(object.textOrNull("eTag"))
        .setSequencer(object.textOrNull("sequencer"))
        .setSize(object.sizeOrNull("size"))
        .setOccurredAt(record.instantOr("eventTime", trigger.getReceivedAt()))
        .build();
  }

  private static String decodedKey(EventFields object) {
    try {
      return URLDecoder.decode(object.text("key"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw object.refusal("key", "a form-encoded object key");
    }
  }
}
