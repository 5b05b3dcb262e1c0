package io.tidemill.orchestration.engine;

import static io.tidemill.orchestration.engine.Tables.ENVIRONMENTS;
import static io.tidemill.orchestration.engine.Tables.EXECUTORS;
import static io.tidemill.orchestration.engine.Tables.HOLDERS;
import static io.tidemill.orchestration.engine.Tables.PLANS;
import static io.tidemill.orchestration.engine.Tables.POOLS;
import static io.tidemill.orchestration.engine.Tables.READY;
import static io.tidemill.orchestration.engine.Tables.RUN_HEADERS;
import static io.tidemill.orchestration.engine.Tables.TASKS;

import io.tidemill.orchestration.dispatch.ExecutorRow;
import io.tidemill.orchestration.dispatch.HeldFor;
import io.tidemill.orchestration.dispatch.Holder;
import io.tidemill.orchestration.dispatch.PoolUse;
import io.tidemill.orchestration.dispatch.Queued;
import io.tidemill.orchestration.event.Effect;
import io.tidemill.orchestration.event.Event;
import io.tidemill.orchestration.id.EnvironmentId;
import io.tidemill.orchestration.run.TaskPlan;
import io.tidemill.orchestration.run.TaskRow;
import io.tidemill.orchestration.state.Key;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Matches ready tasks to free slots. The environment with the fewest tasks running goes first;
 * within it the task with the longest path still to go, then the one that has been ready longest. A
 * task whose model another run has, or whose pool is used up, steps aside.
 */
final class Dispatcher {

  private final Turn turn;
  private final Held held;

  Dispatcher(Turn turn) {
    this.turn = turn;
    this.held = new Held(turn);
  }

  void dispatch() {
    if (executors().isEmpty()) {
      return;
    }
    held.freeForPools();
    Optional<Candidate> next = next();
    while (next.isPresent()) {
      place(next.get());
      next = next();
    }
  }

  /** The most urgent task that some executor has a slot for. */
  private Optional<Candidate> next() {
    List<ExecutorRow> executors = executors();
    if (executors.isEmpty()) {
      return Optional.empty();
    }
    List<EnvironmentRow> environments =
        turn.state().list(ENVIRONMENTS, Key.ALL).stream()
            .filter(row -> !row.isPaused())
            .sorted(Comparator.comparingInt(EnvironmentRow::running))
            .toList();
    for (EnvironmentRow environment : environments) {
      Optional<Candidate> best = mostUrgent(environment.id(), executors);
      if (best.isPresent()) {
        return best;
      }
    }
    return Optional.empty();
  }

  /** Looks at the head of the queue of each session spec. */
  private Optional<Candidate> mostUrgent(EnvironmentId environment, List<ExecutorRow> executors) {
    Key queues = Key.of(environment);
    Optional<Candidate> best = Optional.empty();
    Optional<Queued> head = turn.state().first(READY, queues);
    while (head.isPresent()) {
      String spec = head.get().sessionSpec();
      Optional<ExecutorRow> executor = freest(executors, spec);
      if (executor.isPresent()) {
        Candidate candidate = candidate(head.get(), executor.get());
        if (best.isEmpty() || candidate.isMoreUrgentThan(best.get())) {
          best = Optional.of(candidate);
        }
      }
      head = turn.state().first(READY, queues, Key.of(environment, spec).afterBelow());
    }
    return best;
  }

  private void place(Candidate candidate) {
    TaskPlan plan = candidate.plan();
    TaskRow row = candidate.row();
    if (!row.holding()) {
      Optional<Holder> other =
          turn.state().find(HOLDERS, Keys.model(plan.environment(), plan.id().node()));
      if (other.isPresent()) {
        hold(row, HeldFor.MODEL, "run " + other.get().task().run() + " has the model");
        return;
      }
      if (isUsedUp(plan)) {
        hold(row, HeldFor.POOL, "pool " + plan.pool() + " is used up");
        return;
      }
    }
    ExecutorRow executor = candidate.executor();
    turn.emit(
        new Event.TaskDispatched(row.id(), executor.id(), executor.incarnation(), turn.now()));
    turn.tell(
        new Effect.EmitModelReady(
            turn.state().get(RUN_HEADERS, Key.of(row.id().run())),
            plan,
            turn.state().get(TASKS, Keys.task(row.id()))));
  }

  private void hold(TaskRow row, HeldFor heldFor, String note) {
    turn.emit(new Event.TaskHeld(row.id(), heldFor, note, turn.now()));
  }

  private boolean isUsedUp(TaskPlan plan) {
    String pool = plan.pool();
    OptionalInt permits = pool == null ? OptionalInt.empty() : turn.policy().permits(pool);
    if (pool == null || permits.isEmpty()) {
      return false;
    }
    int taken = turn.state().find(POOLS, Key.of(pool)).map(PoolUse::taken).orElse(0);
    return taken >= permits.getAsInt();
  }

  /** Executors with a free slot that were heard of lately. */
  private List<ExecutorRow> executors() {
    List<ExecutorRow> free = new ArrayList<>();
    for (ExecutorRow row : turn.state().list(EXECUTORS, Key.ALL)) {
      boolean silent = row.lastSeen().plus(turn.policy().silentAfter()).isBefore(turn.now());
      if (!silent && row.totalFree() > 0) {
        free.add(row);
      }
    }
    return free;
  }

  private static Optional<ExecutorRow> freest(List<ExecutorRow> executors, String sessionSpec) {
    return executors.stream()
        .filter(row -> row.freeFor(sessionSpec) > 0)
        .max(Comparator.comparingInt(ExecutorRow::totalFree));
  }

  private Candidate candidate(Queued queued, ExecutorRow executor) {
    Key key = Keys.task(queued.task());
    return new Candidate(turn.state().get(PLANS, key), turn.state().get(TASKS, key), executor);
  }

  private record Candidate(TaskPlan plan, TaskRow row, ExecutorRow executor) {
    boolean isMoreUrgentThan(Candidate other) {
      return plan.remainingMillis() > other.plan.remainingMillis();
    }
  }
}
