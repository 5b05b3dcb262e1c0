package io.tidemill.orchestration.id;

/** dbt's unique id of a node, such as {@code model.shop.orders}. */
public record NodeId(String value) {

  public NodeId {
    Ids.requireText("node", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
