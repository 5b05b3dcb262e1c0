package io.tidemill.orchestration.dispatch;

/** What a task that could run waits for. */
public enum HeldFor {
  /** Another run has its model. */
  MODEL,
  /** The permits of its pool are used up. */
  POOL
}
