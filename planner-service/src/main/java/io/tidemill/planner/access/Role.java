package io.tidemill.planner.access;

/** What a caller may do; each may do what those before it may. */
public enum Role {
  /** Look. */
  VIEWER,
  /** Send events; start, cancel and retry runs. */
  OPERATOR,
  /** Deploy projects; pause and resume environments. */
  ADMIN;

  boolean allows(Role needed) {
    return compareTo(needed) >= 0;
  }
}
