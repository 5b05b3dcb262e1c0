package io.tidemill.dbt.jinja;

/** A value of the engine that takes part in arithmetic, such as a timedelta. */
interface Arithmetic {

  /** The value of {@code this symbol other}, or {@link Missing#MISSING} when undefined. */
  Object operate(String symbol, Object other);

  /** The value of {@code other symbol this}, or {@link Missing#MISSING} when undefined. */
  default Object operateReflected(String symbol, Object other) {
    return Missing.MISSING;
  }

  /** The value of {@code -this}, or {@link Missing#MISSING} when undefined. */
  default Object negate() {
    return Missing.MISSING;
  }

  /** The value of {@code abs(this)}, or {@link Missing#MISSING} when undefined. */
  default Object absolute() {
    return Missing.MISSING;
  }
}
