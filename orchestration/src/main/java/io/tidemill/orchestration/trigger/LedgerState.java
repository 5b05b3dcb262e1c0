package io.tidemill.orchestration.trigger;

/** What became of a trigger in an environment. Only waiting is not an end. */
public enum LedgerState {
  WAITING,
  INCLUDED,
  MERGED,
  IGNORED,
  REFUSED
}
