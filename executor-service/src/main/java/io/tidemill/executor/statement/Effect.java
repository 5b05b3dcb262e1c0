package io.tidemill.executor.statement;

/** Whether running a statement twice could matter: only writing ones are journaled. */
public enum Effect {
  READS,
  WRITES
}
