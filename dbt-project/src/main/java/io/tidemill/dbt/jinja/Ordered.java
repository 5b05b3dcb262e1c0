package io.tidemill.dbt.jinja;

/** A value of the engine that has an order among its own kind, such as a date. */
interface Ordered {

  /** Whether the two can be ordered at all. */
  boolean isComparable(Object other);

  /** The order; only asked when {@link #isComparable} holds. */
  int compareWith(Object other);
}
