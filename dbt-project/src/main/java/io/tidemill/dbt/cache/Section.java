package io.tidemill.dbt.cache;

/** Where in the manifest a resource belongs. */
public enum Section {
  NODE,
  SOURCE,
  MACRO,
  DOC,
  EXPOSURE,
  METRIC,
  GROUP,
  DISABLED,
  DISABLED_OTHER,
  SAVED_QUERY,
  SEMANTIC_MODEL,
  UNIT_TEST,
  FUNCTION
}
