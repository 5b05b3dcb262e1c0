package io.tidemill.orchestration.trigger;

import io.tidemill.orchestration.id.EnvironmentId;
import io.tidemill.orchestration.id.EventId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event that may make data stale.
 *
 * @param environment the environment it is meant for; null for every one it matches
 * @param source where it happened: the bucket, topic, schedule or caller
 * @param subject what it happened to: the object key, record key or name
 * @param sequencer orders the events of one object key; null where the source gives none
 */
public record Trigger(
    EventId id,
    @Nullable EnvironmentId environment,
    TriggerKind kind,
    String source,
    String subject,
    @Nullable String version,
    @Nullable String etag,
    @Nullable String sequencer,
    Instant occurredAt,
    Instant receivedAt,
    Map<String, String> parameters) {

  public Trigger {
    parameters = Map.copyOf(parameters);
  }
}
