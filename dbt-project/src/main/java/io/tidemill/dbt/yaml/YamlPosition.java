package io.tidemill.dbt.yaml;

/** A place in a YAML file; both 1-based. */
public record YamlPosition(int line, int column) {
  /** Used where the place is not known. */
  public static final YamlPosition UNKNOWN = new YamlPosition(0, 0);
}
