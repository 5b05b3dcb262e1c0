package io.tidemill.orchestration.run;

/** How an attempt ended, in dbt's words. */
public enum Completion {
  SUCCESS,
  PASS,
  WARN,
  /** A test found rows. */
  FAIL,
  ERROR,
  SKIPPED,
  CANCELLED,
  /** The executor cannot tell what became of its statement. */
  UNKNOWN
}
