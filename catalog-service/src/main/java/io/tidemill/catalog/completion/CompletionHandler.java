package io.tidemill.catalog.completion;

import io.tidemill.catalog.lineage.LineageEvents;
import io.tidemill.catalog.lineage.LineageRecord;
import io.tidemill.catalog.lineage.NameUuid;
import io.tidemill.catalog.permission.AuditTrail;
import io.tidemill.catalog.permission.AuditTrail.Cause;
import io.tidemill.catalog.permission.Governance;
import io.tidemill.catalog.permission.GovernanceException;
import io.tidemill.catalog.permission.Outcome;
import io.tidemill.catalog.permission.TableName;
import io.tidemill.catalog.project.Project;
import io.tidemill.catalog.project.ProjectUnavailableException;
import io.tidemill.catalog.project.Projects;
import io.tidemill.dbt.manifest.ManifestNode;
import io.tidemill.event.BuiltRelation;
import io.tidemill.event.ModelEvent;
import io.tidemill.event.ModelPublished;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the service does about a completed attempt, from top to bottom: its project, its
 * permissions, its lineage, and only then the word that consumers may read the model.
 */
final class CompletionHandler {
  private static final Logger log = LoggerFactory.getLogger(CompletionHandler.class);

  private final Projects projects;
  private final Governance governance;
  private final LineageEvents lineage;
  private final AuditTrail audit;
  private final RetrySchedule retries;
  private final CatalogMetrics metrics;
  private final Clock clock;

  CompletionHandler(
      Projects projects,
      Governance governance,
      LineageEvents lineage,
      AuditTrail audit,
      RetrySchedule retries,
      CatalogMetrics metrics,
      Clock clock) {
    this.projects = projects;
    this.governance = governance;
    this.lineage = lineage;
    this.audit = audit;
    this.retries = retries;
    this.metrics = metrics;
    this.clock = clock;
  }

  /**
   * Handles one completion.
   *
   * @param earlier what was left of it by an earlier try; null on the first
   */
  Effects handle(Completion completion, @Nullable Pending earlier) throws InterruptedException {
    ModelEvent event = completion.event();
    try {
      Project project = projects.open(event.getProjectDigest());
      Optional<ManifestNode> node = project.manifest().node(event.getNodeId());
      if (node.isEmpty()) {
        return unfinished(
            completion,
            earlier,
            List.of(),
            "Expected node "
                + event.getNodeId()
                + " in project version "
                + event.getProjectDigest()
                + ", but it has none");
      }
      return handle(completion, earlier, project, node.get());
    } catch (ProjectUnavailableException e) {
      return unfinished(completion, earlier, List.of(), String.valueOf(e.getMessage()));
    }
  }

  /**
   * What to do about a completion whose handling broke: the model waits, the reason shows, the
   * others go on.
   */
  Effects broken(Completion completion, @Nullable Pending earlier, RuntimeException e) {
    log.error(
        "{} of run {} could not be handled",
        completion.event().getNodeId(),
        completion.event().getRunId(),
        e);
    return unfinished(
        completion, earlier, List.of(), "Expected to handle the completion, but: " + e);
  }

  private Effects handle(
      Completion completion, @Nullable Pending earlier, Project project, ManifestNode node)
      throws InterruptedException {
    boolean lineageOut = earlier != null && earlier.lineageOut();
    List<LineageRecord> events =
        lineageOut
            ? List.of()
            : lineage.of(completion.event(), completion.completed(), project, node);
    Optional<TableName> table = completion.table();
    if (table.isEmpty()) {
      return new Effects(completion, events, null, null);
    }
    Outcome outcome = governance(completion, project, node, table.get());
    if (!outcome.inOrder()) {
      return unfinished(completion, earlier, events, String.join("; ", outcome.problems()));
    }
    return new Effects(completion, events, published(completion, outcome), null);
  }

  private Outcome governance(
      Completion completion, Project project, ManifestNode node, TableName table)
      throws InterruptedException {
    ModelEvent event = completion.event();
    try {
      return governance.reconcile(
          table, node.config().values(), project.principals(), project.runtimeRole(), cause(event));
    } catch (GovernanceException e) {
      return new Outcome(Outcome.State.REFUSED, 0, 0, 0, List.of(String.valueOf(e.getMessage())));
    }
  }

  private Effects unfinished(
      Completion completion,
      @Nullable Pending earlier,
      List<LineageRecord> events,
      String problem) {
    ModelEvent event = completion.event();
    Instant now = clock.instant();
    int tries = earlier == null ? 1 : earlier.tries() + 1;
    Instant next = now.plus(retries.after(tries));
    boolean lineageOut = !events.isEmpty() || (earlier != null && earlier.lineageOut());
    if (earlier == null || !earlier.problem().equals(problem)) {
      log.error(
          "{} of run {} is built but not published, and is tried again until it is: {}",
          event.getNodeId(),
          event.getRunId(),
          problem);
      audit.record(
          new AuditTrail.Entry(
              cause(event),
              "publish",
              event.getNodeId(),
              null,
              "the model is built",
              problem,
              null));
    }
    metrics.notPublished();
    Pending pending =
        new Pending(
            completion.fleet(),
            completion.partition(),
            event.getEnvironment(),
            event.getRunId(),
            event.getNodeId(),
            event.getEventId(),
            Base64.getEncoder().encodeToString(completion.raw()),
            lineageOut,
            tries,
            problem,
            earlier == null ? now : earlier.since(),
            next);
    return new Effects(completion, events, null, pending);
  }

  private static Cause cause(ModelEvent event) {
    return new Cause(
        event.getEnvironment(), event.getEventId(), event.getRunId(), event.getNodeId());
  }

  private ModelPublished published(Completion completion, Outcome outcome) {
    ModelEvent event = completion.event();
    BuiltRelation relation = Objects.requireNonNull(completion.completed().getRelation());
    return ModelPublished.newBuilder()
        .setEventId(NameUuid.of("published/" + event.getEventId()).toString())
        .setEnvironment(event.getEnvironment())
        .setRunId(event.getRunId())
        .setNodeId(event.getNodeId())
        .setAttempt(event.getAttempt())
        .setEpoch(event.getEpoch())
        .setSchema$(relation.getSchema$())
        .setIdentifier(relation.getIdentifier())
        .setPermissionsInPlace(outcome.inPlace())
        .setGranted(outcome.granted())
        .setRevoked(outcome.revoked())
        .setLineageRunId(LineageEvents.runId(event).toString())
        .setProblems(outcome.problems())
        .setCompletedAt(completion.completed().getFinishedAt())
        .setPublishedAt(clock.instant())
        .build();
  }
}
