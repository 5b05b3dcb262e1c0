package io.tidemill.dbt.manifest;

import java.util.Locale;

/** What a node of the manifest is. */
public enum ResourceType {
  MODEL,
  SEED,
  SNAPSHOT,
  TEST,
  ANALYSIS,
  OPERATION,
  SQL_OPERATION("sql operation"),
  SOURCE,
  MACRO,
  EXPOSURE,
  METRIC,
  SEMANTIC_MODEL,
  SAVED_QUERY,
  UNIT_TEST,
  GROUP,
  DOC,
  FUNCTION;

  private final String label;

  ResourceType() {
    this.label = name().toLowerCase(Locale.ROOT);
  }

  ResourceType(String label) {
    this.label = label;
  }

  /** The word dbt writes: {@code model}, {@code unit_test}, ... */
  public String label() {
    return label;
  }

  /** The type dbt calls {@code label}. */
  public static ResourceType of(String label) {
    for (ResourceType type : values()) {
      if (type.label.equals(label)) {
        return type;
      }
    }
    throw new IllegalArgumentException("Expected a dbt resource type, but got '" + label + "'");
  }
}
