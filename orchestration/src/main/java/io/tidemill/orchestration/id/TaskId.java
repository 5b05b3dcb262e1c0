package io.tidemill.orchestration.id;

/** Names a task: one node of one run. */
public record TaskId(RunId run, NodeId node) {

  @Override
  public String toString() {
    return run + "/" + node;
  }
}
