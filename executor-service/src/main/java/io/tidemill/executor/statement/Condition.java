package io.tidemill.executor.statement;

/**
 * Runs a step only when an earlier step of the same request, fetched as rows or count, was empty or
 * was not.
 */
public record Condition(String step, Rows rows) {

  /** What the earlier step must have given. */
  public enum Rows {
    EMPTY,
    NON_EMPTY
  }
}
