package io.tidemill.orchestration.engine;

import static io.tidemill.orchestration.engine.Tables.HELD_FOR_MODEL;
import static io.tidemill.orchestration.engine.Tables.HELD_FOR_POOL;
import static io.tidemill.orchestration.engine.Tables.POOLS;

import io.tidemill.orchestration.dispatch.PoolUse;
import io.tidemill.orchestration.dispatch.Queued;
import io.tidemill.orchestration.event.Event;
import io.tidemill.orchestration.run.TaskPlan;
import io.tidemill.orchestration.state.Key;
import io.tidemill.orchestration.state.RowVisitor.Next;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets held tasks back into the queue. One that finds its model or pool taken again is simply held
 * again.
 */
final class Held {

  private final Turn turn;

  Held(Turn turn) {
    this.turn = turn;
  }

  /** The task of that plan no longer has its model, or never had it. */
  void freeBehind(TaskPlan plan) {
    Key model = Keys.model(plan.environment(), plan.id().node());
    turn.state().list(HELD_FOR_MODEL, model).forEach(this::free);
  }

  /** Lets as many tasks back as their pools have permits. */
  void freeForPools() {
    for (PoolUse pool : turn.state().list(POOLS, Key.ALL)) {
      int permits = turn.policy().permits(pool.pool()).orElse(Integer.MAX_VALUE);
      firstHeld(pool.pool(), permits - pool.taken()).forEach(this::free);
    }
  }

  private List<Queued> firstHeld(String pool, int most) {
    List<Queued> first = new ArrayList<>();
    if (most > 0) {
      turn.state()
          .scan(
              HELD_FOR_POOL,
              Key.of(pool),
              (key, queued) -> {
                first.add(queued);
                return first.size() < most ? Next.CONTINUE : Next.STOP;
              });
    }
    return first;
  }

  private void free(Queued queued) {
    turn.emit(new Event.TaskFreed(queued.task(), turn.now()));
  }
}
