package io.tidemill.orchestration.id;

/** Names one executor instance of a fleet. */
public record ExecutorId(String value) {

  public ExecutorId {
    Ids.requireText("executor", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
