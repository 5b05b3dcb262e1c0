package io.tidemill.planner.trigger;

import io.tidemill.event.Trigger;
import io.tidemill.event.TriggerKind;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Our own form. {@code {"uri": "s3://bucket/key"}} says that an object landed; otherwise {@code
 * subject} names the dbt source, {@code source} the caller and {@code kind} (default {@code api})
 * what happened.
 */
final class TidemillEvents {
  private static final Pattern OBJECT_URI = Pattern.compile("s3[an]?://([^/]+)/(.+)");

  private TidemillEvents() {}

  static EventReading read(EventFields event, Supplier<Trigger.Builder> triggers) {
    Trigger.Builder trigger = triggers.get();
    if (event.has("uri")) {
      object(event, trigger);
    } else {
      trigger
          .setKind(kind(event, TriggerKind.API))
          .setSource(event.has("source") ? event.text("source") : "api")
          .setSubject(event.text("subject"));
    }
    return EventReading.of(
        trigger
            .setEnvironment(event.textOrNull("environment"))
            .setVersion(event.textOrNull("version"))
            .setEtag(event.textOrNull("etag"))
            .setSequencer(event.textOrNull("sequencer"))
            .setSize(event.sizeOrNull("size"))
            .setOccurredAt(event.instantOr("occurredAt", trigger.getReceivedAt()))
            .setParameters(event.texts("parameters"))
            .build());
  }

  private static void object(EventFields event, Trigger.Builder trigger) {
    Matcher uri = OBJECT_URI.matcher(event.text("uri"));
    if (!uri.matches()) {
      throw event.refusal("uri", "an object's address, s3://bucket/key");
    }
    trigger
        .setKind(kind(event, TriggerKind.OBJECT_CREATED))
        .setSource(uri.group(1))
        .setSubject(uri.group(2));
  }

  private static TriggerKind kind(EventFields event, TriggerKind otherwise) {
    String kind = event.textOrNull("kind");
    if (kind == null) {
      return otherwise;
    }
    return Arrays.stream(TriggerKind.values())
        .filter(value -> value.name().equalsIgnoreCase(kind.replace('-', '_')))
        .findFirst()
        .orElseThrow(() -> event.refusal("kind", "one of " + kinds()));
  }

  private static String kinds() {
    return Arrays.stream(TriggerKind.values())
        .map(value -> value.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }
}
