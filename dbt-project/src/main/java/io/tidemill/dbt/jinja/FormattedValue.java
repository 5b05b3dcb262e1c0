package io.tidemill.dbt.jinja;

/** A value of the engine with a format language of its own, such as a date. */
interface FormattedValue {
  String format(String spec);
}
