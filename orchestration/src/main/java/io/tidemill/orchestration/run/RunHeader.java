package io.tidemill.orchestration.run;

import io.tidemill.orchestration.id.EnvironmentId;
import io.tidemill.orchestration.id.EventId;
import io.tidemill.orchestration.id.ProjectDigest;
import io.tidemill.orchestration.id.RunId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is fixed about a run from its creation on.
 *
 * @param digest the project version it keeps to the end
 * @param triggers ids of triggers it answers, as far as they are kept
 * @param actor who asked; null where an event did
 */
public record RunHeader(
    RunId id,
    EnvironmentId environment,
    ProjectDigest digest,
    RunRequest request,
    RunCause cause,
    String reason,
    List<EventId> triggers,
    int triggerCount,
    @Nullable String actor,
    Instant requestedAt,
    Instant createdAt,
    int total) {

  public RunHeader {
    triggers = List.copyOf(triggers);
  }

  /** dbt's invocation id: the same whenever it is asked for. */
  public UUID invocationId() {
    return UUID.nameUUIDFromBytes((environment + "/" + id).getBytes(StandardCharsets.UTF_8));
  }
}
