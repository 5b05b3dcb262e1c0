package io.tidemill.cli.warehouse;

import io.tidemill.executor.session.SessionLease;
import io.tidemill.executor.session.SessionPool;
import io.tidemill.executor.session.SessionSpec;
import io.tidemill.executor.statement.Lane;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The one session of a command, opened when it is first needed. */
final class PoolLane implements Lane {
  private final SessionPool pool;
  private final Supplier<SessionSpec> spec;
  private final String task;
  private @Nullable SessionLease lease;

  PoolLane(SessionPool pool, Supplier<SessionSpec> spec, String task) {
    this.pool = pool;
    this.spec = spec;
    this.task = task;
  }

  @Override
  public SessionLease lease() {
    SessionLease current = lease;
    if (current == null) {
      current = pool.lease(spec.get(), task, Duration.ZERO, () -> {});
      lease = current;
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
