package io.tidemill.dbt.jinja;

/** Says that a name, attribute or item does not exist, which differs from it being None. */
public enum Missing {
  MISSING
}
