package io.tidemill.dbt.jinja;

/** A method of a built-in type. */
@FunctionalInterface
interface Method {
  Object call(Object self, CallArguments arguments);
}
