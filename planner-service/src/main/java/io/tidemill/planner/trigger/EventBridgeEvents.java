package io.tidemill.planner.trigger;

import io.tidemill.event.Trigger;
import io.tidemill.event.TriggerKind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * EventBridge's envelope. Object events of S3 become object triggers, their keys taken as they are;
 * events of any other source become API triggers under the source's name. An {@code Object Restore}
 * and the like make nothing stale.
 */
final class EventBridgeEvents {
  private EventBridgeEvents() {}

  static EventReading read(EventFields event, Supplier<Trigger.Builder> triggers) {
    String source = event.text("source");
    String detailType = event.text("detail-type");
    EventFields detail = event.object("detail");
    if (!source.equals("aws.s3")) {
      return EventReading.of(custom(event, source, detailType, detail, triggers.get()));
    }
    return switch (detailType) {
      case "Object Created" ->
          EventReading.of(object(TriggerKind.OBJECT_CREATED, event, detail, triggers.get()));
      case "Object Deleted" ->
          EventReading.of(object(TriggerKind.OBJECT_DELETED, event, detail, triggers.get()));
      default -> EventReading.ignored("S3 event '" + detailType + "' changes no data");
    };
  }

  private static Trigger object(
      TriggerKind kind, EventFields event, EventFields detail, Trigger.Builder trigger) {
    EventFields object = detail.object("object");
    return trigger
        .setKind(kind)
        .setSource(detail.object("bucket").text("name"))
        .setSubject(object.text("key"))
        .setVersion(object.textOrNull("version-id"))
        .setEtag(object.textOrNull("etag"))
        .setSequencer(object.textOrNull("sequencer"))
        .setSize(object.sizeOrNull("size"))
        .setOccurredAt(event.instantOr("time", trigger.getReceivedAt()))
        .build();
  }

  private static Trigger custom(
      EventFields event,
      String source,
      String detailType,
      EventFields detail,
      Trigger.Builder trigger) {
    String subject = detail.textOrNull("subject");
    Map<String, String> parameters = new LinkedHashMap<>(detail.texts("parameters"));
    parameters.put("detail-type", detailType);
    return trigger
        .setKind(TriggerKind.API)
        .setEnvironment(detail.textOrNull("environment"))
        .setSource(source)
        .setSubject(subject == null ? detailType : subject)
        .setVersion(event.textOrNull("id"))
        .setOccurredAt(event.instantOr("time", trigger.getReceivedAt()))
        .setParameters(parameters)
        .build();
  }
}
