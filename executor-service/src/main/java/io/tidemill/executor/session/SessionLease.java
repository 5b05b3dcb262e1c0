package io.tidemill.executor.session;

import java.time.Duration;

/**
 * A session lane that one task holds. Not thread-safe; closing it gives the session back.
 *
 * <p>What happened on it decides what becomes of the session: a lost one never comes back, one with
 * too many platform errors in a row is retired.
 */
public final class SessionLease implements AutoCloseable {

  /** What the task found out about the session. */
  enum Condition {
    GOOD,
    SUSPECT,
    LOST,
    LEFT_RUNNING
  }

  private final SessionPool pool;
  private final PooledSession session;
  private final String region;
  private Condition condition = Condition.GOOD;
  private boolean closed;

  SessionLease(SessionPool pool, PooledSession session, String region) {
    this.pool = pool;
    this.session = session;
    this.region = region;
  }

  /** Glue's id of the session. */
  public String sessionId() {
    return session.id;
  }

  /** Region it runs in. */
  public String region() {
    return region;
  }

  /** DPUs that it is billed for. */
  public double dpus() {
    return session.dpus;
  }

  /** Books a statement that ran for {@code elapsed}. */
  public void ran(Duration elapsed) {
    pool.ran(session, elapsed);
  }

  /** A statement failed for the platform's sake, or had to be cancelled. */
  public void suspect() {
    if (condition == Condition.GOOD) {
      condition = Condition.SUSPECT;
    }
  }

  /** The session is gone. */
  public void lost() {
    condition = Condition.LOST;
  }

  /** A statement still runs on it and will be attached to by another executor: leave it alone. */
  public void leftRunning() {
    condition = Condition.LEFT_RUNNING;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      pool.giveBack(session, condition);
    }
  }
}
