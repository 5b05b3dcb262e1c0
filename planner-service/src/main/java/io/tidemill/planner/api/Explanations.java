package io.tidemill.planner.api;

import io.tidemill.event.LedgerEntry;
import io.tidemill.event.ModelPublished;
import io.tidemill.event.RunRecord;
import io.tidemill.event.TaskRecord;
import io.tidemill.orchestration.dag.Dag;
import io.tidemill.orchestration.dag.DagNode;
import io.tidemill.orchestration.dag.NodeKind;
import io.tidemill.orchestration.id.EnvironmentId;
import io.tidemill.orchestration.id.NodeId;
import io.tidemill.planner.project.EnvironmentStatus;
import io.tidemill.planner.project.Environments;
import io.tidemill.planner.view.LedgerView;
import io.tidemill.planner.view.RunDetail;
import io.tidemill.planner.view.RunsView;
import io.tidemill.planner.view.RunsView.NodeRun;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Answers why: what an event led to, and what led to a model's runs or keeps it waiting. */
final class Explanations {
  private static final int RUNS = 10;
  private static final int TRIGGERS = 20;

  private final LedgerView ledger;
  private final RunsView runs;
  private final Environments environments;

  Explanations(LedgerView ledger, RunsView runs, Environments environments) {
    this.ledger = ledger;
    this.runs = runs;
    this.environments = environments;
  }

  EventExplanation event(String triggerId) {
    List<LedgerEntry> entries = ledger.of(triggerId);
    if (entries.isEmpty()) {
      throw new NotFoundException(
          "Expected a trigger that the ledger knows, but there is no '%s'; it may be older than what is kept in memory"
              .formatted(triggerId));
    }
    return new EventExplanation(triggerId, entries.stream().map(this::outcome).toList());
  }

  private Outcome outcome(LedgerEntry entry) {
    Optional<RunDetail> run = Optional.ofNullable(entry.getRunId()).flatMap(runs::run);
    return new Outcome(
        entry,
        run.map(RunDetail::run).orElse(null),
        run.map(detail -> detail.tasks().stream().map(TaskOutcome::of).toList()).orElse(List.of()));
  }

  ModelExplanation model(String name, @Nullable String environment) {
    for (EnvironmentStatus status : environments.statuses()) {
      String candidate = status.environment().value();
      if (environment == null || environment.equals(candidate)) {
        Optional<ModelExplanation> found = model(name, status.environment());
        if (found.isPresent()) {
          return found.get();
        }
      }
    }
    throw new NotFoundException(
        "Expected a model or other node of %s, but there is no '%s'"
            .formatted(
                environment == null ? "an environment" : "environment " + environment, name));
  }

  private Optional<ModelExplanation> model(String name, EnvironmentId environment) {
    return environments
        .project(environment)
        .flatMap(
            project ->
                node(project.dag(), name).map(node -> explained(environment, project.dag(), node)));
  }

  private static Optional<DagNode> node(Dag dag, String name) {
    return dag.nodes().stream()
        .filter(node -> node.id().value().equals(name) || node.name().equals(name))
        .findFirst();
  }

  private ModelExplanation explained(EnvironmentId environment, Dag dag, DagNode node) {
    List<String> sources = sourcesOf(dag, node.id());
    List<ModelRun> past =
        runs.runsOf(node.id().value(), environment.value(), RUNS).stream()
            .map(this::modelRun)
            .toList();
    return new ModelExplanation(
        environment.value(),
        node.id().value(),
        sources,
        past,
        ledger.waitingFor(sources, environment.value()));
  }

  private ModelRun modelRun(NodeRun nodeRun) {
    return new ModelRun(
        nodeRun.run(),
        nodeRun.task(),
        ledger.ofRun(nodeRun.run().getRunId(), TRIGGERS),
        nodeRun.published().orElse(null));
  }

  private static List<String> sourcesOf(Dag dag, NodeId node) {
    Set<NodeId> seen = new LinkedHashSet<>();
    Deque<NodeId> open = new ArrayDeque<>(List.of(node));
    List<String> sources = new ArrayList<>();
    while (!open.isEmpty()) {
      NodeId next = open.poll();
      if (seen.add(next)) {
        if (dag.node(next).filter(found -> found.kind() == NodeKind.SOURCE).isPresent()) {
          sources.add(next.value());
        }
        open.addAll(dag.parents(next));
      }
    }
    return sources;
  }

  /** What an event led to, in each environment. */
  record EventExplanation(String triggerId, List<Outcome> outcomes) {}

  /** What an event led to in one environment. */
  record Outcome(LedgerEntry entry, @Nullable RunRecord run, List<TaskOutcome> tasks) {}

  /** Where a task stands, and why it is in its run. */
  record TaskOutcome(String nodeId, String name, String state, String reason) {
    static TaskOutcome of(TaskRecord task) {
      return new TaskOutcome(
          task.getNodeId(), task.getName(), task.getState().name(), task.getReason());
    }
  }

  /**
   * Why a model ran, or does not.
   *
   * @param sources sources that it is downstream of
   * @param runs its latest runs, with the triggers they answer
   * @param waiting triggers of these sources that wait, and for what
   */
  record ModelExplanation(
      String environment,
      String nodeId,
      List<String> sources,
      List<ModelRun> runs,
      List<LedgerEntry> waiting) {}

  /** A model in one run. */
  record ModelRun(
      RunRecord run,
      TaskRecord task,
      List<LedgerEntry> triggers,
      @Nullable ModelPublished published) {}
}
