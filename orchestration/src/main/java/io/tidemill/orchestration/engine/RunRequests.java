package io.tidemill.orchestration.engine;

import static io.tidemill.orchestration.engine.Tables.ENVIRONMENTS;
import static io.tidemill.orchestration.engine.Tables.RUNS;
import static io.tidemill.orchestration.engine.Tables.RUN_HEADERS;
import static io.tidemill.orchestration.engine.Tables.TASKS;

import io.tidemill.orchestration.dag.Dag;
import io.tidemill.orchestration.dag.RunGraph;
import io.tidemill.orchestration.dag.Verb;
import io.tidemill.orchestration.event.Effect.Counted;
import io.tidemill.orchestration.event.Event;
import io.tidemill.orchestration.event.Input;
import io.tidemill.orchestration.id.EnvironmentId;
import io.tidemill.orchestration.id.NodeId;
import io.tidemill.orchestration.id.ProjectDigest;
import io.tidemill.orchestration.id.RunId;
import io.tidemill.orchestration.run.RunCause;
import io.tidemill.orchestration.run.RunHeader;
import io.tidemill.orchestration.run.RunMove;
import io.tidemill.orchestration.run.RunRequest;
import io.tidemill.orchestration.run.RunRow;
import io.tidemill.orchestration.run.RunState;
import io.tidemill.orchestration.run.TaskRow;
import io.tidemill.orchestration.state.Key;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Runs that somebody asks for, retries and cancels. What cannot be done is a failed run that says
 * why.
 */
final class RunRequests {

  private static final ProjectDigest NO_PROJECT = new ProjectDigest("none");

  private final Turn turn;
  private final Planning planning;
  private final Runs runs;

  RunRequests(Turn turn, Planning planning, Runs runs) {
    this.turn = turn;
    this.planning = planning;
    this.runs = runs;
  }

  void start(Input.RunRequested input) {
    if (isKnown(input.run())) {
      return;
    }
    Asked asked =
        new Asked(
            input.run(),
            input.environment(),
            RunCause.COMMAND,
            input.request(),
            input.actor(),
            input.issuedAt());
    Optional<Project> project = project(asked);
    if (project.isEmpty()) {
      return;
    }
    Set<NodeId> selected;
    try {
      selected = project.get().select(input.request());
    } catch (IllegalArgumentException e) {
      refuse(asked, String.valueOf(e.getMessage()));
      return;
    }
    create(asked, project.get().dag(), selected, described(input.request()));
  }

  void retry(Input.RetryRequested input) {
    if (isKnown(input.run())) {
      return;
    }
    Asked asked =
        new Asked(
            input.run(),
            input.environment(),
            RunCause.RETRY,
            RunRequest.all(Verb.BUILD),
            input.actor(),
            input.issuedAt());
    Optional<Project> project = project(asked);
    if (project.isEmpty()) {
      return;
    }
    RunId retried = input.retried() != null ? input.retried() : latest(input.environment());
    Optional<RunHeader> header =
        retried == null ? Optional.empty() : turn.state().find(RUN_HEADERS, Key.of(retried));
    if (retried == null || header.isEmpty()) {
      refuse(asked, "there is no run " + (retried == null ? "yet" : retried) + " to retry");
      return;
    }
    if (!runs.row(retried).state().isFinal()) {
      refuse(asked, "run " + retried + " has not ended; cancel it or wait, then retry");
      return;
    }
    Set<NodeId> again =
        turn.state().list(TASKS, Key.of(retried)).stream()
            .filter(task -> task.state().isRetried())
            .map(TaskRow::id)
            .map(task -> task.node())
            .collect(Collectors.toSet());
    create(
        asked.with(header.get().request()),
        project.get().dag(),
        again,
        "retry of " + again.size() + " tasks of run " + retried);
  }

  void cancel(Input.CancelRequested input) {
    Optional<RunRow> row = turn.state().find(RUNS, Key.of(input.run()));
    if (row.isEmpty()) {
      turn.count(Counted.REFUSED, "there is no run " + input.run() + " to cancel");
    } else if (row.get().state().isFinal() || row.get().state() == RunState.CANCELLING) {
      turn.count(Counted.REPEATED, "run " + input.run() + " is " + row.get().state());
    } else {
      runs.cancel(input.run(), "cancelled by " + input.actor());
    }
  }

  private void create(Asked asked, Dag dag, Set<NodeId> selected, String reason) {
    RunGraph graph = RunGraph.of(dag, selected, asked.request().verb());
    EnvironmentRow environment = turn.state().get(ENVIRONMENTS, Key.of(asked.environment()));
    planning.start(header(asked, environment.digest(), reason, graph.nodes().size()), graph);
    runs.endIfDone(asked.run());
  }

  private Optional<Project> project(Asked asked) {
    Optional<EnvironmentRow> environment =
        turn.state().find(ENVIRONMENTS, Key.of(asked.environment()));
    if (environment.isEmpty()) {
      refuse(
          asked,
          "environment " + asked.environment() + " is not deployed; deploy its project first");
      return Optional.empty();
    }
    Optional<Project> project = turn.projects().find(environment.get().digest());
    if (project.isEmpty()) {
      refuse(asked, "project version " + environment.get().digest() + " cannot be read");
    }
    return project;
  }

  private void refuse(Asked asked, String because) {
    turn.emit(
        new Event.RunCreated(header(asked, NO_PROJECT, "refused: " + because, 0), lastNumber()));
    turn.emit(new Event.RunMoved(asked.run(), RunMove.FAIL, turn.now()));
    turn.count(Counted.REFUSED, because);
  }

  private boolean isKnown(RunId run) {
    boolean known = turn.state().find(RUNS, Key.of(run)).isPresent();
    if (known) {
      turn.count(Counted.REPEATED, "run " + run + " was asked for again");
    }
    return known;
  }

  private @Nullable RunId latest(EnvironmentId environment) {
    return turn.state()
        .find(ENVIRONMENTS, Key.of(environment))
        .map(EnvironmentRow::latestRun)
        .orElse(null);
  }

  private long lastNumber() {
    return turn.state().find(Tables.NUMBERS, Keys.RUN_NUMBER).map(LastNumber::number).orElse(0L);
  }

  private RunHeader header(Asked asked, ProjectDigest digest, String reason, int total) {
    return new RunHeader(
        asked.run(),
        asked.environment(),
        digest,
        asked.request(),
        asked.cause(),
        reason,
        List.of(),
        0,
        asked.actor(),
        asked.issuedAt(),
        turn.now(),
        total);
  }

  private static String described(RunRequest request) {
    return request.select().isEmpty()
        ? request.verb().word() + " of everything"
        : request.verb().word() + " of " + String.join(" ", request.select());
  }

  /** What is asked, by whom. */
  private record Asked(
      RunId run,
      EnvironmentId environment,
      RunCause cause,
      RunRequest request,
      String actor,
      Instant issuedAt) {
    Asked with(RunRequest other) {
      return new Asked(run, environment, cause, other, actor, issuedAt);
    }
  }
}
