package io.tidemill.orchestration.run;

/** Where a task stands. {@link TaskMove} says which state follows which. */
public enum TaskState {
  /** Parents are unfinished. */
  WAITING,
  /** Queued for a slot. */
  READY,
  /** Could run, but another run has the model, or its pool is used up. */
  HELD,
  /** Given to an executor that has not yet said it started. */
  DISPATCHED,
  RUNNING,
  /** A try failed in a way worth repeating; waits for the next. */
  BACKING_OFF,
  /** At an executor that is to stop it. */
  CANCELLING,
  SUCCEEDED,
  /** Ended well, with a warning. */
  WARNED,
  FAILED,
  SKIPPED,
  CANCELLED;

  public boolean isFinal() {
    return compareTo(SUCCEEDED) >= 0;
  }

  /** Whether an executor has it. */
  public boolean isLeased() {
    return this == DISPATCHED || this == RUNNING || this == CANCELLING;
  }

  /** Whether it ended so that what depends on it may run. */
  public boolean letsChildrenRun() {
    return this == SUCCEEDED || this == WARNED;
  }

  /** Whether a retry of the run runs it again. */
  public boolean isRetried() {
    return this == FAILED || this == SKIPPED || this == CANCELLED;
  }
}
