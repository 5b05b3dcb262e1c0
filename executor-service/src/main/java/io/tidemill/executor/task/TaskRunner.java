package io.tidemill.executor.task;

import io.tidemill.dbt.manifest.ManifestNode;
import io.tidemill.event.AttemptCompleted;
import io.tidemill.executor.error.ErrorCode;
import io.tidemill.executor.error.ExecutorException;
import io.tidemill.executor.materialization.Lake;
import io.tidemill.executor.materialization.MaterializationResult;
import io.tidemill.executor.materialization.Materializer;
import io.tidemill.executor.project.FileArtifacts;
import io.tidemill.executor.project.Projects;
import io.tidemill.executor.project.TaskProject;
import io.tidemill.executor.statement.HandedBackException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one task from its start to its last word: settles what an earlier attempt left, builds the
 * node, tells how it went. Never throws.
 */
final class TaskRunner {
  private static final Logger log = LoggerFactory.getLogger(TaskRunner.class);

  private final Projects projects;
  private final Function<Lake, Materializer> materializers;
  private final AttemptFactory attempts;
  private final ModelEvents events;
  private final Path artifacts;
  private final TaskMetrics metrics;
  private final Clock clock;

  TaskRunner(
      Projects projects,
      Function<Lake, Materializer> materializers,
      AttemptFactory attempts,
      ModelEvents events,
      Path artifacts,
      TaskMetrics metrics,
      Clock clock) {
    this.projects = projects;
    this.materializers = materializers;
    this.attempts = attempts;
    this.events = events;
    this.artifacts = artifacts;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** What is known of an attempt when it ends. */
  private static final class Progress {
    final FileArtifacts artifacts;
    @Nullable ManifestNode node;

    Progress(FileArtifacts artifacts) {
      this.artifacts = artifacts;
    }
  }

  void run(Task task) {
    Progress progress =
        new Progress(
            new FileArtifacts(artifacts, task.ready().getEnvironment(), task.id().runId()));
    task.account().started(clock.instant());
    events.started(task);
    try {
      MaterializationResult result = build(task, progress);
      tell(task, Completions.of(result, task.account(), progress.artifacts));
      log.info("{}: {} {}", task, result.status(), result.message());
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      failed(task, progress, e);
    }
  }

  private MaterializationResult build(Task task, Progress progress) {
    task.interruption().check();
    TaskProject project = projects.open(task.ready().getProjectDigest());
    ManifestNode node =
        project
            .node(task.id().nodeId())
            .orElseThrow(
                () ->
                    new ExecutorException(
                        ErrorCode.INTERNAL,
                        "Expected node %s in project version %s, but it has none of that name"
                            .formatted(task.id().nodeId(), task.ready().getProjectDigest())));
    progress.node = node;
    try (Attempt attempt = attempts.begin(task, project, node)) {
      return materializers.apply(attempt.lake()).materialize(attempt.context(progress.artifacts));
    }
  }

  private void failed(Task task, Progress progress, Throwable thrown) {
    HandedBackException handedBack = Failures.handedBack(thrown);
    if (handedBack != null) {
      log.info("{}: handed back: {}", task, handedBack.getMessage());
      metrics.handedBack();
      events.handedBack(task, String.valueOf(handedBack.getMessage()));
      return;
    }
    Failures.Failure failure =
        Failures.of(thrown, progress.node, progress.artifacts.compiledSql().orElse(null));
    if (failure.code() == ErrorCode.INTERNAL) {
      log.error("{}: {}", task, failure.message(), thrown);
    } else {
      log.info("{}: {} {}", task, failure.status(), failure.message());
    }
    tell(task, Completions.of(failure, task.account(), progress.artifacts));
  }

  private void tell(Task task, AttemptCompleted.Builder completed) {
    Instant now = clock.instant();
    AttemptCompleted event =
        completed
            .setStartedAt(task.account().startedAt())
            .setCompiledAt(task.account().executingAt(now))
            .setFinishedAt(now)
            .build();
    metrics.completed(task, event);
    events.completed(task, event);
  }
}
