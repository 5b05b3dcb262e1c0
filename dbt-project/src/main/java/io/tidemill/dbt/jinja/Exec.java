package io.tidemill.dbt.jinja;

/** A compiled statement. */
@FunctionalInterface
interface Exec {

  Flow run(Activation activation, Output out);

  /** How a statement ended. */
  enum Flow {
    NEXT,
    BREAK,
    CONTINUE
  }
}
