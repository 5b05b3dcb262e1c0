package io.tidemill.orchestration.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemill.orchestration.dag.Verb;
import io.tidemill.orchestration.dispatch.ExecutorRow;
import io.tidemill.orchestration.dispatch.PoolUse;
import io.tidemill.orchestration.engine.Decision;
import io.tidemill.orchestration.engine.Orchestrator;
import io.tidemill.orchestration.engine.Tables;
import io.tidemill.orchestration.engine.TestProject;
import io.tidemill.orchestration.event.Event;
import io.tidemill.orchestration.event.Input;
import io.tidemill.orchestration.id.EventId;
import io.tidemill.orchestration.id.Lease;
import io.tidemill.orchestration.id.NodeId;
import io.tidemill.orchestration.id.RunId;
import io.tidemill.orchestration.id.TaskId;
import io.tidemill.orchestration.run.RunCause;
import io.tidemill.orchestration.run.RunHeader;
import io.tidemill.orchestration.run.RunMove;
import io.tidemill.orchestration.run.RunRow;
import io.tidemill.orchestration.run.RunState;
import io.tidemill.orchestration.run.TaskMove;
import io.tidemill.orchestration.run.TaskPlan;
import io.tidemill.orchestration.run.TaskRow;
import io.tidemill.orchestration.run.TaskState;
import io.tidemill.orchestration.state.Key;
import io.tidemill.orchestration.state.MemoryStore;
import io.tidemill.orchestration.state.Table;
import io.tidemill.orchestration.trigger.LedgerEntry;
import io.tidemill.orchestration.trigger.LedgerState;
import io.tidemill.orchestration.trigger.Trigger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The planner's promises, held against every decision of a simulated world. */
final class Checks {

  /** Which moves have been made from which states, over all worlds. */
  static final class Coverage {
    final Set<String> tasks = new HashSet<>();
    final Set<String> runs = new HashSet<>();
  }

  private final MemoryStore state;
  private final TestProject project;
  private final Coverage coverage;
  private final Map<EventId, Trigger> landed = new LinkedHashMap<>();
  private final Map<EventId, Map<String, LedgerEntry>> ledger = new HashMap<>();
  private final Map<TaskId, Long> epochs = new HashMap<>();

  Checks(MemoryStore state, TestProject project, Coverage coverage) {
    this.state = state;
    this.project = project;
    this.coverage = coverage;
  }

  void landed(Trigger trigger) {
    landed.put(trigger.id(), trigger);
  }

  /** Before the changes are written: each event follows from the one before. */
  void each(Input input, Decision decision) {
    whatIsOverIsIgnored(input, decision);
    Map<TaskId, TaskState> tasks = new HashMap<>();
    Map<RunId, RunState> runs = new HashMap<>();
    for (Event event : decision.events()) {
      if (event instanceof Event.TaskPlanned planned) {
        tasks.put(planned.plan().id(), TaskState.WAITING);
      } else if (event instanceof Event.RunCreated created) {
        runs.put(created.header().id(), RunState.RUNNING);
      } else if (event instanceof Event.LedgerWritten written) {
        write(written.entry());
      } else if (event instanceof Event.RunMoved moved) {
        RunState before =
            runs.computeIfAbsent(moved.run(), id -> state.get(Tables.RUNS, Key.of(id)).state());
        coverage.runs.add(before + " " + moved.move());
        runs.put(moved.run(), moved.move().from(before));
      } else if (event instanceof Event.TaskEvent task) {
        TaskState before =
            tasks.computeIfAbsent(task.task(), id -> state.get(Tables.TASKS, key(id)).state());
        coverage.tasks.add(before + " " + task.move());
        tasks.put(task.task(), task.move().from(before));
      }
    }
  }

  /** After the changes are written. */
  void after(Decision decision) {
    for (Event event : decision.events()) {
      if (event instanceof Event.RunCreated created
          && created.header().cause() == RunCause.LANDING) {
        noOtherRunStillHasItsModels(created.header(), decision);
      }
      if (event instanceof Event.TaskDispatched dispatched) {
        parentsEndedWell(dispatched.task());
        epochGrew(dispatched.task());
        permitsAreKept();
        slotsAreKept();
        oneAttemptPerModel();
      }
    }
  }

  void atTheEnd(List<Event> history, MemoryStore end) {
    everyTriggerHasOneEnd();
    for (RunRow run : state.list(Tables.RUNS, Key.ALL)) {
      assertThat(run.state().isFinal()).as("run %s ends", run).isTrue();
      assertThat(run.running()).as("%s", run).isZero();
      assertThat(run.succeeded() + run.failed() + run.skipped() + run.cancelled())
          .as("all tasks of %s are counted", run)
          .isEqualTo(state.list(Tables.TASKS, Key.of(run.id())).size());
    }
    for (Table<?> table :
        List.of(
            Tables.READY,
            Tables.HELD_FOR_MODEL,
            Tables.HELD_FOR_POOL,
            Tables.HOLDERS,
            Tables.LEASES)) {
      assertThat(end.size(table)).as("rows left in %s", table).isZero();
    }
    assertThat(state.list(Tables.POOLS, Key.ALL))
        .allSatisfy(pool -> assertThat(pool.taken()).isZero());
    assertThat(state.list(Tables.ENVIRONMENTS, Key.ALL))
        .allSatisfy(row -> assertThat(row.running()).isZero());
    replayGivesTheSame(history);
  }

  static void everyMoveWasMade(Coverage coverage) {
    for (TaskMove move : TaskMove.values()) {
      for (TaskState origin : move.origins()) {
        assertThat(coverage.tasks).contains(origin + " " + move);
      }
    }
    for (RunMove move : RunMove.values()) {
      for (RunState origin : move.origins()) {
        assertThat(coverage.runs).contains(origin + " " + move);
      }
    }
  }

  private void write(LedgerEntry entry) {
    String environment = entry.environment() == null ? "-" : entry.environment().value();
    LedgerEntry before =
        ledger.computeIfAbsent(entry.trigger().id(), id -> new HashMap<>()).put(environment, entry);
    assertThat(before == null || before.state() == LedgerState.WAITING)
        .as("an end in the ledger is not rewritten: %s, then %s", before, entry)
        .isTrue();
  }

  private void everyTriggerHasOneEnd() {
    for (Trigger trigger : landed.values()) {
      Map<String, LedgerEntry> ends = ledger.get(trigger.id());
      assertThat(ends).as("the ledger tells of %s", trigger).isNotNull();
      for (LedgerEntry end : ends.values()) {
        assertThat(end.state()).as("%s", end).isNotEqualTo(LedgerState.WAITING);
        if (end.state() == LedgerState.MERGED) {
          LedgerEntry leader = ledger.get(end.mergedInto()).get(end.environment().value());
          assertThat(leader.state())
              .as("what %s was merged into", end)
              .isIn(LedgerState.INCLUDED, LedgerState.IGNORED);
        } else if (end.state() == LedgerState.INCLUDED) {
          runHasExactlyTheDownstream(end);
        }
      }
    }
  }

  /**
   * The run has all that depends on the landing; and nothing that does not depend on any landing of
   * it, except what these read and nobody has built yet.
   */
  private void runHasExactlyTheDownstream(LedgerEntry end) {
    List<TaskPlan> plans = state.list(Tables.PLANS, Key.of(end.run()));
    Set<NodeId> wanted = new HashSet<>();
    for (String window : end.windows()) {
      wanted.addAll(downstream(new NodeId(window)));
    }
    assertThat(plans)
        .as("tasks of %s", end.run())
        .extracting(plan -> plan.id().node())
        .containsAll(wanted);
    String reason = state.get(Tables.RUN_HEADERS, Key.of(end.run())).reason();
    for (String source : RandomProject.SOURCES) {
      if (reason.contains("source.shop." + source)) {
        wanted.addAll(downstream(project.byName(source)));
      }
    }
    assertThat(plans)
        .as("what %s is for", reason)
        .filteredOn(plan -> !plan.reason().startsWith("never built"))
        .allSatisfy(plan -> assertThat(wanted).contains(plan.id().node()));
  }

  private Set<NodeId> downstream(NodeId source) {
    Set<NodeId> executed = new HashSet<>();
    for (NodeId id : project.dag().downstream(List.of(source))) {
      if (Verb.BUILD.executes(project.dag().node(id).orElseThrow().kind())) {
        executed.add(id);
      }
    }
    return executed;
  }

  private void whatIsOverIsIgnored(Input input, Decision decision) {
    Lease lease = null;
    if (input instanceof Input.TaskCompleted completed) {
      lease = completed.lease();
    } else if (input instanceof Input.TaskStarted started) {
      lease = started.lease();
    } else if (input instanceof Input.TaskHandedBack handedBack) {
      lease = handedBack.lease();
    } else if (input instanceof Input.TaskJournaled journaled) {
      lease = journaled.lease();
    }
    if (lease != null && !state.get(Tables.TASKS, key(lease.task())).lease().equals(lease)) {
      TaskId task = lease.task();
      assertThat(decision.events())
          .as("%s is over", lease)
          .noneMatch(event -> event instanceof Event.TaskEvent moved && moved.task().equals(task));
    }
  }

  /** What lands while models of an unfinished run are still to be done waits for that run. */
  private void noOtherRunStillHasItsModels(RunHeader run, Decision decision) {
    Set<TaskId> moved = new HashSet<>();
    decision.events().stream()
        .filter(Event.TaskEvent.class::isInstance)
        .forEach(event -> moved.add(((Event.TaskEvent) event).task()));
    for (TaskRow row : state.list(Tables.TASKS, Key.ALL)) {
      TaskId own = new TaskId(run.id(), row.id().node());
      boolean rival =
          !row.id().run().equals(run.id())
              && !row.state().isFinal()
              && !moved.contains(row.id())
              && state.find(Tables.TASKS, key(own)).isPresent()
              && state.get(Tables.PLANS, key(row.id())).environment().equals(run.environment());
      assertThat(rival).as("%s is in the way of %s", row, run.id()).isFalse();
    }
  }

  private void parentsEndedWell(TaskId task) {
    TaskPlan plan = state.get(Tables.PLANS, key(task));
    for (NodeId parent : plan.parents()) {
      TaskRow row = state.get(Tables.TASKS, key(new TaskId(task.run(), parent)));
      assertThat(row.state().letsChildrenRun()).as("%s before %s", row, task).isTrue();
    }
  }

  private void epochGrew(TaskId task) {
    long epoch = state.get(Tables.TASKS, key(task)).epoch();
    Long before = epochs.put(task, epoch);
    assertThat(before == null || before < epoch).as("%s under a new epoch", task).isTrue();
  }

  private void permitsAreKept() {
    for (PoolUse pool : state.list(Tables.POOLS, Key.ALL)) {
      assertThat(pool.taken()).isBetween(0, World.POLICY.pools().get(pool.pool()));
    }
    long leased =
        leasedTasks().stream()
            .filter(id -> "heavy".equals(state.get(Tables.PLANS, key(id)).pool()))
            .count();
    assertThat(leased).isLessThanOrEqualTo(World.POLICY.pools().get("heavy"));
  }

  private void slotsAreKept() {
    for (ExecutorRow row : state.list(Tables.EXECUTORS, Key.ALL)) {
      assertThat(row.leasedInAll())
          .as("%s", row)
          .isEqualTo(state.list(Tables.LEASES, Key.of(row.id())).size())
          .isLessThanOrEqualTo(row.offers().get(0).total());
    }
  }

  private void oneAttemptPerModel() {
    Set<String> models = new HashSet<>();
    for (TaskId task : leasedTasks()) {
      String environment = state.get(Tables.PLANS, key(task)).environment().value();
      assertThat(models.add(environment + " " + task.node()))
          .as("%s runs once at a time in %s", task.node(), environment)
          .isTrue();
    }
  }

  private List<TaskId> leasedTasks() {
    return state.list(Tables.LEASES, Key.ALL).stream().map(row -> row.lease().task()).toList();
  }

  private void replayGivesTheSame(List<Event> history) {
    MemoryStore replayed = new MemoryStore();
    history.forEach(event -> Orchestrator.apply(replayed, event));
    for (Table<?> table : Tables.ALL) {
      assertThat(replayed.list(table, Key.ALL))
          .as("rows of %s after a replay", table)
          .isEqualTo(state.list(table, Key.ALL));
    }
  }

  private static Key key(TaskId task) {
    return Key.of(task.run(), task.node());
  }
}
