package io.tidemill.catalog.permission;

import org.jspecify.annotations.Nullable;

/**
 * Where each change of a permission is written down, for ever. A write has happened when the call
 * returns.
 */
@FunctionalInterface
public interface AuditTrail {
  void record(Entry entry);

  /**
   * One thing that was done, or tried.
   *
   * @param outcome {@code ok}, or what failed
   */
  record Entry(
      Cause cause,
      String action,
      String resource,
      @Nullable Atom atom,
      String reason,
      String outcome,
      @Nullable String awsRequestId) {}

  /** What made the service look at a table. */
  record Cause(String environment, String eventId, @Nullable String runId, String nodeId) {}
}
