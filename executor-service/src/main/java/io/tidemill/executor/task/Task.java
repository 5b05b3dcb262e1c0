package io.tidemill.executor.task;

import io.tidemill.event.ModelReady;
import io.tidemill.executor.statement.AttemptId;
import io.tidemill.executor.statement.Interruption;
import java.util.concurrent.CompletableFuture;

/**
 * A task that this executor holds.
 *
 * @param ready the record that gave it to us
 * @param id attempt and epoch
 * @param period lease period in which it was taken
 * @param interruption how others reach it
 * @param account what it has used
 * @param done completed when nothing of it runs here any more
 */
record Task(
    ModelReady ready,
    AttemptId id,
    long period,
    Interruption interruption,
    TaskAccount account,
    CompletableFuture<Void> done) {

  static Task of(ModelReady ready, long period) {
    AttemptId id =
        new AttemptId(ready.getRunId(), ready.getNodeId(), ready.getAttempt(), ready.getEpoch());
    return new Task(
        ready, id, period, new Interruption(), new TaskAccount(), new CompletableFuture<>());
  }

  @Override
  public String toString() {
    return id.toString();
  }
}
