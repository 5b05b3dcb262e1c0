package io.tidemill.dbt.jinja;

/** A compiled expression. */
@FunctionalInterface
interface Code {
  Object eval(Activation activation);
}
