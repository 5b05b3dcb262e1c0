package io.tidemill.executor.task;

import io.tidemill.executor.session.SessionLease;
import io.tidemill.executor.session.SessionPool;
import io.tidemill.executor.session.SessionSpec;
import io.tidemill.executor.statement.Lane;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A task's lane out of the pool, taken when it is first needed: a task that needs no session takes
 * none.
 */
final class PoolLane implements Lane {
  private final SessionPool pool;
  private final Supplier<SessionSpec> spec;
  private final Task task;
  @Nullable private SessionLease lease;

  PoolLane(SessionPool pool, Supplier<SessionSpec> spec, Task task) {
    this.pool = pool;
    this.spec = spec;
    this.task = task;
  }

  @Override
  public SessionLease lease() {
    SessionLease current = lease;
    if (current == null) {
      current =
          pool.lease(
              spec.get(),
              task.id().task(),
              Duration.ofMillis(task.ready().getExpectedMillis()),
              task.interruption()::check);
      lease = current;
      task.account().session(current.sessionId());
    }
    return current;
  }

  @Override
  public void lost() {
    if (lease != null) {
      lease.lost();
      close();
    }
  }

  @Override
  public void close() {
    if (lease != null) {
      lease.close();
      lease = null;
    }
  }
}
