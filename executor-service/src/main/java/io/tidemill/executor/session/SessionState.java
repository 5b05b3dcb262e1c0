package io.tidemill.executor.session;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** State of a session in Glue's words. */
public enum SessionState {
  PROVISIONING,
  READY,
  FAILED,
  TIMEOUT,
  STOPPING,
  STOPPED,
  UNKNOWN;

  /** Glue's word; one that we do not know is UNKNOWN. */
  public static SessionState of(@Nullable String word) {
    if (word == null) {
      return UNKNOWN;
    }
    for (SessionState state : values()) {
      if (state.name().equals(word.toUpperCase(Locale.ROOT))) {
        return state;
      }
    }
    return UNKNOWN;
  }

  /** Whether it runs statements or will. */
  public boolean alive() {
    return this == PROVISIONING || this == READY;
  }

  /** Whether it is over for good. */
  public boolean over() {
    return this == FAILED || this == TIMEOUT || this == STOPPED;
  }
}
