package io.tidemill.catalog.lineage;

import io.openlineage.client.OpenLineage;
import io.openlineage.client.OpenLineage.InputDataset;
import io.openlineage.client.OpenLineage.OutputDataset;
import io.openlineage.client.OpenLineage.RunEvent;
import io.openlineage.client.OpenLineage.RunEvent.EventType;
import io.openlineage.client.OpenLineageClientUtils;
import io.tidemill.catalog.project.Project;
import io.tidemill.dbt.manifest.ManifestNode;
import io.tidemill.dbt.manifest.ResourceType;
import io.tidemill.event.AttemptCompleted;
import io.tidemill.event.CompletionStatus;
import io.tidemill.event.ModelEvent;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Turns a completed attempt into its pair of OpenLineage run events. A pure function of the event
 * and the project: the same attempt always gives the same bytes, so whoever gets a pair twice gets
 * the same one twice.
 */
public final class LineageEvents {
  private static final String INTEGRATION = "DBT";

  private final OpenLineage openLineage;
  private final String namespace;
  private final Datasets datasets;
  private final CompiledSql compiledSql;

  /**
   * @param producer who makes the events, a URI; some consumers treat known ones better
   * @param namespace namespace of jobs; {@code {environment}} stands for the environment
   */
  public LineageEvents(
      URI producer,
      String namespace,
      DatasetNames names,
      Locations locations,
      CompiledSql compiledSql) {
    this.openLineage = new OpenLineage(producer);
    this.namespace = namespace;
    this.datasets = new Datasets(openLineage, names, locations);
    this.compiledSql = compiledSql;
  }

  /** OpenLineage's id of an attempt's run. */
  public static UUID runId(ModelEvent event) {
    return NameUuid.of(
        String.join(
            "/",
            event.getEnvironment(),
            event.getRunId(),
            event.getNodeId(),
            "" + event.getAttempt()));
  }

  /** OpenLineage's id of the run the attempt is part of. */
  public static UUID parentRunId(String environment, String runId) {
    return NameUuid.of(environment + "/" + runId);
  }

  /**
   * START, and what ended the attempt. Nothing for an attempt that did not run or whose end is not
   * known.
   */
  public List<LineageRecord> of(
      ModelEvent event, AttemptCompleted completed, Project project, ManifestNode node) {
    EventType end = end(completed.getStatus());
    if (end == null) {
      return List.of();
    }
    return List.of(
        record(event, completed, project, node, EventType.START, completed.getStartedAt()),
        record(event, completed, project, node, end, completed.getFinishedAt()));
  }

  private static @Nullable EventType end(CompletionStatus status) {
    return switch (status) {
      case SUCCESS, PASS, WARN -> EventType.COMPLETE;
      case FAIL, ERROR -> EventType.FAIL;
      case CANCELLED -> EventType.ABORT;
      case SKIPPED, UNKNOWN -> null;
    };
  }

  private LineageRecord record(
      ModelEvent event,
      AttemptCompleted completed,
      Project project,
      ManifestNode node,
      EventType type,
      Instant at) {
    boolean start = type == EventType.START;
    UUID runId = runId(event);
    RunEvent runEvent =
        openLineage
            .newRunEventBuilder()
            .eventType(type)
            .eventTime(ZonedDateTime.ofInstant(at, ZoneOffset.UTC))
            .run(run(runId, event, completed, project, type))
            .job(job(event, completed, node))
            .inputs(inputs(event, completed, project, node, start))
            .outputs(outputs(event, completed, node, start))
            .build();
    return new LineageRecord(runId, type.name(), OpenLineageClientUtils.toJson(runEvent));
  }

  private OpenLineage.Run run(
      UUID runId, ModelEvent event, AttemptCompleted completed, Project project, EventType type) {
    UUID parent = parentRunId(event.getEnvironment(), event.getRunId());
    var facets =
        openLineage
            .newRunFacetsBuilder()
            .parent(
                openLineage
                    .newParentRunFacetBuilder()
                    .run(openLineage.newParentRunFacetRunBuilder().runId(parent).build())
                    .job(
                        openLineage
                            .newParentRunFacetJobBuilder()
                            .namespace(namespace(event))
                            .name(project.manifest().projectName())
                            .build())
                    .build())
            .processing_engine(
                openLineage
                    .newProcessingEngineRunFacetBuilder()
                    .name("AWS Glue")
                    .version(project.glueVersion())
                    .build());
    if (type == EventType.FAIL || type == EventType.ABORT) {
      facets.errorMessage(
          openLineage
              .newErrorMessageRunFacetBuilder()
              .message(completed.getMessage())
              .programmingLanguage("SQL")
              .build());
    }
    return openLineage.newRunBuilder().runId(runId).facets(facets.build()).build();
  }

  private OpenLineage.Job job(ModelEvent event, AttemptCompleted completed, ManifestNode node) {
    var facets =
        openLineage
            .newJobFacetsBuilder()
            .jobType(
                openLineage
                    .newJobTypeJobFacetBuilder()
                    .processingType("BATCH")
                    .integration(INTEGRATION)
                    .jobType(node.resourceType().name())
                    .build());
    compiledSql
        .read(completed.getCompiledUri())
        .ifPresent(
            sql ->
                facets.sql(
                    openLineage.newSQLJobFacetBuilder().query(sql).dialect("spark").build()));
    return openLineage
        .newJobBuilder()
        .namespace(namespace(event))
        .name(node.uniqueId())
        .facets(facets.build())
        .build();
  }

  private List<InputDataset> inputs(
      ModelEvent event,
      AttemptCompleted completed,
      Project project,
      ManifestNode node,
      boolean start) {
    if (node.resourceType() == ResourceType.TEST && !start) {
      return datasets.tested(event.getEnvironment(), project.manifest(), node, completed);
    }
    return datasets.inputs(event.getEnvironment(), project.manifest(), node);
  }

  private List<OutputDataset> outputs(
      ModelEvent event, AttemptCompleted completed, ManifestNode node, boolean start) {
    if (node.resourceType() == ResourceType.TEST || node.relationName() == null) {
      return List.of();
    }
    return List.of(datasets.output(event.getEnvironment(), node, completed, start));
  }

  private String namespace(ModelEvent event) {
    return namespace.replace("{environment}", event.getEnvironment());
  }
}
