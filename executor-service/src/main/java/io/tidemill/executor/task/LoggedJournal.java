package io.tidemill.executor.task;

import io.tidemill.executor.statement.AttemptJournal;
import io.tidemill.executor.statement.HandedBackException;

/** An attempt's journal on {@code model-events}, under the lease it was taken with. */
final class LoggedJournal implements AttemptJournal {
  private final Task task;
  private final ModelEvents events;
  private final LeaseGuard guard;

  LoggedJournal(Task task, ModelEvents events, LeaseGuard guard) {
    this.task = task;
    this.events = events;
    this.guard = guard;
  }

  @Override
  public void intended(String sessionId, String statementHash, String purpose) {
    events.intended(task, sessionId, statementHash, purpose);
    // Checked after the log has the intent and right before the statement goes out.
    if (!guard.holds(task.period())) {
      throw new HandedBackException(
          "The planner was out of reach for longer than the lease; another executor may have the task");
    }
  }

  @Override
  public void submitted(String sessionId, int statementId, String statementHash) {
    events.submitted(task, sessionId, statementId, statementHash);
  }

  @Override
  public void progressed(double share, String message) {
    events.progressed(task, share, message);
  }
}
