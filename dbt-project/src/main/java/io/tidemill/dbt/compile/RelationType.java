package io.tidemill.dbt.compile;

import java.util.Locale;

/** What a relation is in the catalog. */
public enum RelationType {
  TABLE,
  VIEW,
  CTE,
  MATERIALIZED_VIEW,
  EXTERNAL,
  EPHEMERAL,
  UNKNOWN;

  /** The word dbt uses. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
