package io.tidemill.orchestration.engine;

import static io.tidemill.orchestration.engine.Tables.DURATIONS;
import static io.tidemill.orchestration.engine.Tables.NUMBERS;

import io.tidemill.orchestration.dag.DagNode;
import io.tidemill.orchestration.dag.Partitions;
import io.tidemill.orchestration.dag.RunGraph;
import io.tidemill.orchestration.dag.Verb;
import io.tidemill.orchestration.dispatch.LearnedDuration;
import io.tidemill.orchestration.event.Event;
import io.tidemill.orchestration.id.EnvironmentId;
import io.tidemill.orchestration.id.EventId;
import io.tidemill.orchestration.id.NodeId;
import io.tidemill.orchestration.id.RunId;
import io.tidemill.orchestration.id.TaskId;
import io.tidemill.orchestration.run.RunCause;
import io.tidemill.orchestration.run.RunHeader;
import io.tidemill.orchestration.run.RunRequest;
import io.tidemill.orchestration.run.TaskPlan;
import io.tidemill.orchestration.trigger.TriggerKind;
import io.tidemill.orchestration.trigger.Window;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Creates runs: which tasks, in which order, how urgent, for which partitions. */
final class Planning {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private final Turn turn;

  Planning(Turn turn) {
    this.turn = turn;
  }

  /**
   * Starts one run of the nodes that the windows affect.
   *
   * @param bootstrapped those of the nodes that are there only because others read them
   */
  RunId startForLandings(
      EnvironmentRow environment,
      Project project,
      List<Window> windows,
      Set<NodeId> nodes,
      Set<NodeId> bootstrapped) {
    RunGraph graph = RunGraph.of(project.dag(), nodes, Verb.BUILD);
    long number = lastNumber() + 1;
    RunId run = new RunId(STAMP.format(turn.now()) + "-" + number);
    List<EventId> triggers =
        windows.stream()
            .flatMap(window -> window.triggers().stream())
            .limit(Window.MOST_TRIGGERS)
            .toList();
    String names = windows.stream().map(Window::name).collect(Collectors.joining(", "));
    boolean scheduled =
        windows.stream().allMatch(window -> window.leader().kind() == TriggerKind.SCHEDULE);
    Instant requestedAt =
        windows.stream()
            .map(window -> window.leader().receivedAt())
            .min(Instant::compareTo)
            .orElse(turn.now());
    RunHeader header =
        new RunHeader(
            run,
            environment.id(),
            environment.digest(),
            RunRequest.all(Verb.BUILD),
            scheduled ? RunCause.SCHEDULE : RunCause.LANDING,
            (scheduled ? "schedule " : "landing in ") + names,
            triggers,
            windows.stream().mapToInt(Window::count).sum(),
            null,
            requestedAt,
            turn.now(),
            graph.nodes().size());
    turn.emit(new Event.RunCreated(header, number));
    Map<NodeId, Partitions> partitions = LandedPartitions.through(project.dag(), windows);
    plan(
        header,
        graph,
        node -> partitions.getOrDefault(node, Partitions.WHOLE),
        node -> bootstrapped.contains(node) ? Unbuilt.REASON : header.reason());
    return run;
  }

  /** Starts a run that somebody asked for. */
  void start(RunHeader header, RunGraph graph) {
    turn.emit(new Event.RunCreated(header, lastNumber()));
    plan(header, graph, node -> Partitions.WHOLE, node -> header.reason());
  }

  private void plan(
      RunHeader header,
      RunGraph graph,
      Function<NodeId, Partitions> partitions,
      Function<NodeId, String> reason) {
    List<NodeId> order = graph.inOrder();
    Map<NodeId, Long> expected = new HashMap<>();
    Map<NodeId, Long> remaining = remaining(header.environment(), graph, order, expected);
    List<TaskId> roots = new ArrayList<>();
    for (NodeId id : order) {
      DagNode node = graph.node(id);
      TaskId task = new TaskId(header.id(), id);
      List<NodeId> parents = graph.parents(id);
      turn.emit(
          new Event.TaskPlanned(
              new TaskPlan(
                  task,
                  header.environment(),
                  node.kind(),
                  node.name(),
                  parents,
                  graph.children(id),
                  node.sessionSpec(),
                  node.pool(),
                  partitions.apply(id),
                  remaining.getOrDefault(id, 0L),
                  expected.getOrDefault(id, 0L),
                  reason.apply(id)),
              turn.now()));
      if (parents.isEmpty()) {
        roots.add(task);
      }
    }
    roots.forEach(task -> turn.emit(new Event.TaskReleased(task, turn.now())));
  }

  /** How long the longest path from each node to the end is expected to take. */
  private Map<NodeId, Long> remaining(
      EnvironmentId environment, RunGraph graph, List<NodeId> order, Map<NodeId, Long> expected) {
    long unknown = turn.policy().defaultDuration().toMillis();
    Map<NodeId, Long> remaining = new HashMap<>();
    for (int i = order.size() - 1; i >= 0; i--) {
      NodeId id = order.get(i);
      Optional<LearnedDuration> learned = turn.state().find(DURATIONS, Keys.model(environment, id));
      learned.ifPresent(duration -> expected.put(id, duration.millis()));
      long below = 0;
      for (NodeId child : graph.children(id)) {
        below = Math.max(below, remaining.getOrDefault(child, 0L));
      }
      remaining.put(id, below + learned.map(LearnedDuration::millis).orElse(unknown));
    }
    return remaining;
  }

  private long lastNumber() {
    return turn.state().find(NUMBERS, Keys.RUN_NUMBER).map(LastNumber::number).orElse(0L);
  }
}
