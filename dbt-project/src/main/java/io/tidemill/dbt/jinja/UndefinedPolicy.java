package io.tidemill.dbt.jinja;

/** What an unknown name, attribute or item evaluates to. */
public enum UndefinedPolicy {
  /**
   * Jinja2's default, dbt's when compiling and running: prints as nothing, fails when used
   * otherwise.
   */
  DEFAULT,
  /** dbt's when parsing: attributes, items and calls of it give it again. */
  PERMISSIVE
}
