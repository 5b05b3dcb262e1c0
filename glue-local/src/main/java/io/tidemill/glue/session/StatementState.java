package io.tidemill.glue.session;

import java.util.Set;

/** The states of a statement and the moves between them. Code that failed ends as AVAILABLE. */
enum StatementState {
  WAITING,
  RUNNING,
  AVAILABLE,
  CANCELLING,
  CANCELLED,
  ERROR;

  boolean canBecome(StatementState next) {
    return switch (this) {
      case WAITING -> Set.of(RUNNING, CANCELLED, ERROR).contains(next);
      case RUNNING -> Set.of(AVAILABLE, CANCELLING, ERROR).contains(next);
      case CANCELLING -> Set.of(CANCELLED, ERROR).contains(next);
      case AVAILABLE, CANCELLED, ERROR -> false;
    };
  }

  boolean isOver() {
    return this == AVAILABLE || this == CANCELLED || this == ERROR;
  }
}
