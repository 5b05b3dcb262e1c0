package io.tidemill.orchestration.id;

/**
 * The right of one executor to work on a task. The epoch grows each time the task leaves an
 * executor, so whatever an earlier holder still says or does can be told apart and ignored.
 */
public record Lease(TaskId task, int attempt, long epoch) {

  @Override
  public String toString() {
    return task + " attempt " + attempt + " epoch " + epoch;
  }
}
