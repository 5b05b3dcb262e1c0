package io.tidemill.orchestration.run;

/** Where a run stands. {@link RunMove} says which state follows which. */
public enum RunState {
  RUNNING,
  /** Something failed under fail-fast: what has begun goes on, nothing else begins. */
  STOPPING,
  /** Cancelled, but executors still have tasks of it. */
  CANCELLING,
  SUCCEEDED,
  FAILED,
  CANCELLED;

  public boolean isFinal() {
    return compareTo(SUCCEEDED) >= 0;
  }
}
