package io.tidemill.orchestration.engine;

import static io.tidemill.orchestration.engine.Tables.ENVIRONMENTS;
import static io.tidemill.orchestration.engine.Tables.EXECUTORS;
import static io.tidemill.orchestration.engine.Tables.HELD_FOR_MODEL;
import static io.tidemill.orchestration.engine.Tables.HELD_FOR_POOL;
import static io.tidemill.orchestration.engine.Tables.HOLDERS;
import static io.tidemill.orchestration.engine.Tables.LEASES;
import static io.tidemill.orchestration.engine.Tables.PLANS;
import static io.tidemill.orchestration.engine.Tables.POOLS;
import static io.tidemill.orchestration.engine.Tables.READY;
import static io.tidemill.orchestration.engine.Tables.RUNS;
import static io.tidemill.orchestration.engine.Tables.TASKS;

import io.tidemill.orchestration.dispatch.HeldFor;
import io.tidemill.orchestration.dispatch.Holder;
import io.tidemill.orchestration.dispatch.LeaseRow;
import io.tidemill.orchestration.dispatch.PoolUse;
import io.tidemill.orchestration.dispatch.Queued;
import io.tidemill.orchestration.event.Event.TaskEvent;
import io.tidemill.orchestration.id.TaskId;
import io.tidemill.orchestration.run.TaskPlan;
import io.tidemill.orchestration.run.TaskRow;
import io.tidemill.orchestration.run.TaskState;
import io.tidemill.orchestration.state.Key;
import io.tidemill.orchestration.state.StateStore;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * Moves a task from state to state, and with it everything that follows from where it stands: its
 * place in a queue, its lease and slot, the model's lock and the pool's permit, and the counts of
 * its run and environment.
 */
final class TaskMoves {

  private final StateStore state;

  TaskMoves(StateStore state) {
    this.state = state;
  }

  void apply(TaskEvent event, UnaryOperator<TaskRow.Draft> change) {
    Key key = Keys.task(event.task());
    TaskRow before = state.get(TASKS, key);
    TaskPlan plan = state.get(PLANS, key);
    TaskRow.Draft draft = change.apply(before.change().move(event.move()));
    TaskState next = event.move().from(before.state());
    if (next.isFinal()) {
      draft.finished(event.at());
    }
    boolean lets = next.isFinal() || next == TaskState.BACKING_OFF;
    TaskRow after = (lets ? draft.released() : draft).at(event.at());
    state.put(TASKS, key, after);
    leaveQueue(plan, before);
    if (next == TaskState.READY) {
      state.put(READY, Keys.ready(plan, after), new Queued(after.id(), plan.sessionSpec()));
    }
    moveLease(plan, before, after);
    moveLocks(plan, before, after);
    count(plan, before, after);
  }

  /** Queues a held task behind what it waits for. */
  void hold(TaskId task, HeldFor heldFor) {
    TaskPlan plan = state.get(PLANS, Keys.task(task));
    Queued place = new Queued(task, plan.sessionSpec());
    switch (heldFor) {
      case MODEL -> state.put(HELD_FOR_MODEL, Keys.heldForModel(plan), place);
      case POOL ->
          state.put(
              HELD_FOR_POOL, Keys.heldForPool(plan, state.get(TASKS, Keys.task(task))), place);
    }
  }

  private void leaveQueue(TaskPlan plan, TaskRow before) {
    if (before.state() == TaskState.READY) {
      state.delete(READY, Keys.ready(plan, before));
    } else if (before.state() == TaskState.HELD) {
      state.delete(HELD_FOR_MODEL, Keys.heldForModel(plan));
      if (plan.pool() != null) {
        state.delete(HELD_FOR_POOL, Keys.heldForPool(plan, before));
      }
    }
  }

  private void moveLease(TaskPlan plan, TaskRow before, TaskRow after) {
    if (after.state() == TaskState.DISPATCHED) {
      state.put(
          LEASES,
          Keys.lease(after),
          new LeaseRow(
              Objects.requireNonNull(after.executor()),
              after.incarnation(),
              after.lease(),
              after.changedAt(),
              null));
      occupySlot(plan, after, 1);
    } else if (before.state().isLeased() && !after.state().isLeased()) {
      state.delete(LEASES, Keys.lease(before));
      occupySlot(plan, before, -1);
    }
  }

  private void occupySlot(TaskPlan plan, TaskRow leased, int change) {
    Key key = Key.of(Objects.requireNonNull(leased.executor()));
    state
        .find(EXECUTORS, key)
        .ifPresent(row -> state.put(EXECUTORS, key, row.leasing(plan.sessionSpec(), change)));
  }

  private void moveLocks(TaskPlan plan, TaskRow before, TaskRow after) {
    Key model = Keys.model(plan.environment(), plan.id().node());
    if (after.holding() && !before.holding()) {
      state.put(HOLDERS, model, new Holder(after.id()));
      usePool(plan, 1);
    } else if (before.holding() && !after.holding()) {
      state.delete(HOLDERS, model);
      usePool(plan, -1);
    }
  }

  private void usePool(TaskPlan plan, int change) {
    String pool = plan.pool();
    if (pool != null) {
      int taken = state.find(POOLS, Key.of(pool)).map(PoolUse::taken).orElse(0);
      state.put(POOLS, Key.of(pool), new PoolUse(pool, taken + change));
    }
  }

  private void count(TaskPlan plan, TaskRow before, TaskRow after) {
    Key run = Key.of(after.id().run());
    boolean ended = after.state().isFinal();
    int running = (after.state().isLeased() ? 1 : 0) - (before.state().isLeased() ? 1 : 0);
    if (ended || running != 0) {
      state.put(
          RUNS,
          run,
          state.get(RUNS, run).counting(before.state(), after.state(), after.changedAt()));
    }
    if (running != 0) {
      Key environment = Key.of(plan.environment());
      state.put(ENVIRONMENTS, environment, state.get(ENVIRONMENTS, environment).running(running));
    }
  }
}
