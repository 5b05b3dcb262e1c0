package io.tidemill.kafka;

/** Compatibility levels by the names Confluent's registry gives them. */
enum CompatibilityLevel {
  NONE(Direction.FULL, false),
  BACKWARD(Direction.BACKWARD, false),
  BACKWARD_TRANSITIVE(Direction.BACKWARD, true),
  FORWARD(Direction.FORWARD, false),
  FORWARD_TRANSITIVE(Direction.FORWARD, true),
  FULL(Direction.FULL, false),
  FULL_TRANSITIVE(Direction.FULL, true);

  /** Who must be able to read whom. */
  enum Direction {
    BACKWARD,
    FORWARD,
    FULL
  }

  private final Direction direction;
  private final boolean transitive;

  CompatibilityLevel(Direction direction, boolean transitive) {
    this.direction = direction;
    this.transitive = transitive;
  }

  Direction direction() {
    return direction;
  }

  /** Whether all earlier versions count, not only the latest. */
  boolean transitive() {
    return transitive;
  }
}
