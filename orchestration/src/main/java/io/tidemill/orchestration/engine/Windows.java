package io.tidemill.orchestration.engine;

import static io.tidemill.orchestration.engine.Tables.ACTIVE_RUNS;
import static io.tidemill.orchestration.engine.Tables.ENVIRONMENTS;
import static io.tidemill.orchestration.engine.Tables.TASKS;
import static io.tidemill.orchestration.engine.Tables.WINDOWS;

import io.tidemill.orchestration.dag.Dag;
import io.tidemill.orchestration.dag.Verb;
import io.tidemill.orchestration.event.Event;
import io.tidemill.orchestration.event.Timer;
import io.tidemill.orchestration.id.EnvironmentId;
import io.tidemill.orchestration.id.NodeId;
import io.tidemill.orchestration.id.RunId;
import io.tidemill.orchestration.id.TaskId;
import io.tidemill.orchestration.run.TaskRow;
import io.tidemill.orchestration.state.Key;
import io.tidemill.orchestration.trigger.LedgerEntry;
import io.tidemill.orchestration.trigger.LedgerState;
import io.tidemill.orchestration.trigger.Match;
import io.tidemill.orchestration.trigger.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns ripe windows into runs. All windows of an environment that are ripe and free to go become
 * one run; one whose models an unfinished run still has to do waits for that run, and what lands
 * meanwhile is merged into it.
 */
final class Windows {

  private static final Duration PROJECT_RETRY = Duration.ofSeconds(10);

  private final Turn turn;
  private final Planning planning;
  private final Unbuilt unbuilt;

  Windows(Turn turn, Planning planning) {
    this.turn = turn;
    this.planning = planning;
    this.unbuilt = new Unbuilt(turn);
  }

  static Timer timer(Window window) {
    return new Timer(Timer.Kind.WINDOW, window.environment().value(), window.name());
  }

  /** Looks at all windows of the environment: something they wait for may have come. */
  void consider(EnvironmentId environment) {
    List<Window> ripe =
        turn.state().list(WINDOWS, Key.of(environment)).stream()
            .filter(window -> window.isRipe(turn.now()))
            .toList();
    Optional<EnvironmentRow> row = turn.state().find(ENVIRONMENTS, Key.of(environment));
    if (ripe.isEmpty() || row.isEmpty()) {
      return;
    }
    if (row.get().isPaused()) {
      ripe.forEach(window -> wait(window, "until the environment is resumed", null));
      return;
    }
    Optional<Project> project = turn.projects().find(row.get().digest());
    if (project.isEmpty()) {
      String reason = "until project version " + row.get().digest() + " can be read";
      ripe.forEach(window -> wait(window, reason, turn.now().plus(PROJECT_RETRY)));
      return;
    }
    start(row.get(), project.get(), ripe);
  }

  /** Says in the ledger what a window that is not ripe waits for. */
  void waitForMore(Window window) {
    wait(window, moreWanted(window), window.ripeAt());
  }

  private void start(EnvironmentRow environment, Project project, List<Window> ripe) {
    List<Window> going = new ArrayList<>();
    Set<NodeId> nodes = new LinkedHashSet<>();
    Set<NodeId> bootstrapped = new LinkedHashSet<>();
    for (Window window : ripe) {
      Optional<String> missing = missingOfQuorum(window, ripe);
      if (missing.isPresent()) {
        wait(window, "until " + missing.get() + " has landed as well", window.deadline());
        continue;
      }
      Set<NodeId> affected = affected(project.dag(), window);
      if (affected.isEmpty()) {
        ignore(window, "nothing in the project depends on " + window.name());
        continue;
      }
      Set<NodeId> missingParents = unbuilt.needed(environment.id(), project.dag(), affected);
      affected.addAll(missingParents);
      Optional<TaskId> busy = unfinished(environment.id(), affected);
      if (busy.isPresent()) {
        wait(
            window,
            "for run " + busy.get().run() + ", which still has " + busy.get().node() + " to do",
            null);
        continue;
      }
      going.add(window);
      nodes.addAll(affected);
      bootstrapped.addAll(missingParents);
    }
    if (!going.isEmpty()) {
      RunId run = planning.startForLandings(environment, project, going, nodes, bootstrapped);
      going.forEach(window -> include(window, run));
    }
  }

  private Optional<String> missingOfQuorum(Window window, List<Window> ripe) {
    if (!turn.now().isBefore(window.deadline())) {
      return Optional.empty();
    }
    return window.coalescing().quorum().stream()
        .sorted()
        .filter(name -> ripe.stream().noneMatch(other -> other.name().equals(name)))
        .findFirst();
  }

  private static Set<NodeId> affected(Dag dag, Window window) {
    Set<NodeId> reached =
        window.reach() == Match.Reach.DOWNSTREAM
            ? dag.downstream(window.origins())
            : window.origins();
    Set<NodeId> affected = new LinkedHashSet<>();
    for (NodeId id : reached) {
      dag.node(id)
          .filter(node -> Verb.BUILD.executes(node.kind()))
          .ifPresent(node -> affected.add(id));
    }
    return affected;
  }

  /** A task of an unfinished run that has yet to do one of the nodes. */
  private Optional<TaskId> unfinished(EnvironmentId environment, Set<NodeId> nodes) {
    for (ActiveRun active : turn.state().list(ACTIVE_RUNS, Key.of(environment))) {
      for (NodeId node : nodes) {
        TaskId task = new TaskId(active.run(), node);
        Optional<TaskRow> row = turn.state().find(TASKS, Keys.task(task));
        if (row.isPresent() && !row.get().state().isFinal()) {
          return Optional.of(task);
        }
      }
    }
    return Optional.empty();
  }

  private void include(Window window, RunId run) {
    turn.emit(new Event.WindowClosed(window.environment(), window.name()));
    write(window, LedgerState.INCLUDED, run, "included in run " + run, null);
  }

  private void ignore(Window window, String rule) {
    turn.emit(new Event.WindowClosed(window.environment(), window.name()));
    write(window, LedgerState.IGNORED, null, rule, null);
  }

  private void wait(Window window, String reason, @Nullable Instant until) {
    if (until != null) {
      turn.setTimer(timer(window), until);
    }
    if (!window.waitingFor().equals(reason)) {
      turn.emit(new Event.WindowChanged(window.waitingFor(reason)));
      write(window, LedgerState.WAITING, null, reason, until);
    }
  }

  private void write(
      Window window,
      LedgerState state,
      @Nullable RunId run,
      String reason,
      @Nullable Instant until) {
    turn.writeLedger(
        new LedgerEntry(
            window.leader(),
            window.environment(),
            state,
            run,
            null,
            reason,
            until,
            List.of(window.name()),
            turn.now()));
  }

  private static String moreWanted(Window window) {
    String marker = window.coalescing().marker();
    if (marker != null) {
      return "until the marker " + marker + " has landed";
    }
    if (window.count() < window.coalescing().minFiles()) {
      return "until " + window.coalescing().minFiles() + " files have landed";
    }
    return "until nothing more has landed for " + window.coalescing().quietPeriod();
  }
}
