package io.tidemill.planner.trigger;

/** What to do about scheduled times that passed while the planner was down. */
public enum Misfire {
  /** Nothing: wait for the next time. */
  SKIP,
  /** Fire once now, however many times were missed. */
  RUN_ONCE
}
