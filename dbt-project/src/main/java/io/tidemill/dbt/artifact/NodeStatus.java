package io.tidemill.dbt.artifact;

/** How the run of a node ended, in dbt's words. */
public enum NodeStatus {
  SUCCESS("success"),
  ERROR("error"),
  SKIPPED("skipped"),
  PARTIAL_SUCCESS("partial success"),
  NO_OP("no-op"),
  REUSED("reused"),
  PASS("pass"),
  FAIL("fail"),
  WARN("warn"),
  RUNTIME_ERROR("runtime error");

  private final String text;

  NodeStatus(String text) {
    this.text = text;
  }

  /** As it stands in artifacts. */
  public String text() {
    return text;
  }
}
