package io.tidemill.orchestration.dag;

/** What a node is, as far as running it goes. */
public enum NodeKind {
  MODEL("model"),
  /** A model that is inlined into its children: part of the graph, never a task. */
  EPHEMERAL("model"),
  SEED("seed"),
  SNAPSHOT("snapshot"),
  TEST("test"),
  UNIT_TEST("unit_test"),
  SOURCE("source"),
  /** Exposures, metrics, analyses and the like: part of the graph, never a task. */
  OTHER("other");

  private final String resourceType;

  NodeKind(String resourceType) {
    this.resourceType = resourceType;
  }

  /** dbt's word for it. */
  public String resourceType() {
    return resourceType;
  }

  public boolean isTest() {
    return this == TEST || this == UNIT_TEST;
  }
}
