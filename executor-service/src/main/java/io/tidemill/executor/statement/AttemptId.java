package io.tidemill.executor.statement;

/**
 * One attempt of one task, under the epoch that fences its effects.
 *
 * @param runId run
 * @param nodeId dbt unique id
 * @param attempt attempt, from 1
 * @param epoch grows with every dispatch of the task; an effect of a lower one must not follow one
 *     of a higher
 */
public record AttemptId(String runId, String nodeId, int attempt, long epoch) {

  /**
   * The task, whatever the attempt: {@code run/node}. What must happen once per task is named by
   * this.
   */
  public String task() {
    return runId + "/" + nodeId;
  }

  /** The attempt without its epoch: {@code run/node/attempt}. */
  public String attemptName() {
    return task() + "/" + attempt;
  }

  @Override
  public String toString() {
    return attemptName() + "@" + epoch;
  }
}
