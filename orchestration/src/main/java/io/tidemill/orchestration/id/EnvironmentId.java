package io.tidemill.orchestration.id;

/** Names an environment: one dbt project on one target. */
public record EnvironmentId(String value) {

  public EnvironmentId {
    Ids.requireText("environment", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
