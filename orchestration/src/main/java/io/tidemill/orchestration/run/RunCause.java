package io.tidemill.orchestration.run;

/** What brought a run about. */
public enum RunCause {
  LANDING,
  SCHEDULE,
  COMMAND,
  RETRY
}
