package io.tidemill.planner.api;

/**
 * A command that Kafka has.
 *
 * @param runId run it will start, or acts on
 * @param commandId id under which the audit knows it
 * @param nodes nodes that it selects; 0 where the command selects none itself
 */
record StartedRun(String environment, String runId, String commandId, int nodes) {}
