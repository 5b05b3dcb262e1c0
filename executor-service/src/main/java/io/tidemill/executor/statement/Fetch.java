package io.tidemill.executor.statement;

/** What a step brings back from its query. */
public enum Fetch {
  /** Nothing; the query is run for its effect. */
  NONE,
  /** Rows, up to the request's limits. */
  ROWS,
  /** The number of rows only, in {@link StepResult#affected()}. */
  COUNT
}
