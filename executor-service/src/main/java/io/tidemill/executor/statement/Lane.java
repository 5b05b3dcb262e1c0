package io.tidemill.executor.statement;

import io.tidemill.executor.session.SessionLease;

/** Gives a task its session lane, taken when it is first needed, and another when one is lost. */
public interface Lane extends AutoCloseable {

  /** The lane of this task; waits for a session the first time. */
  SessionLease lease();

  /** Gives the lane up because its session is over; the next {@link #lease()} takes another. */
  void lost();

  /** Gives the lane back, if one was taken. */
  @Override
  void close();
}
