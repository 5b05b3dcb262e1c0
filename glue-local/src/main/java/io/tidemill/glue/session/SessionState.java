package io.tidemill.glue.session;

import java.util.Set;

/** The states of a Glue session and the moves between them. */
enum SessionState {
  PROVISIONING,
  READY,
  FAILED,
  TIMEOUT,
  STOPPING,
  STOPPED;

  boolean canBecome(SessionState next) {
    return switch (this) {
      case PROVISIONING -> Set.of(READY, FAILED, STOPPING, TIMEOUT).contains(next);
      case READY -> Set.of(STOPPING, FAILED, TIMEOUT).contains(next);
      case STOPPING -> Set.of(STOPPED, FAILED).contains(next);
      case FAILED, TIMEOUT, STOPPED -> false;
    };
  }

  boolean isOver() {
    return this == FAILED || this == TIMEOUT || this == STOPPED;
  }
}
