package io.tidemill.orchestration.id;

/** Names a run; unique in its fleet and sortable by time of creation where the planner chose it. */
public record RunId(String value) {

  public RunId {
    Ids.requireText("run", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
