package io.tidemill.executor.kafka;

import org.jspecify.annotations.Nullable;

/** A record that can never be read: it goes to the dead-letter topic. */
public final class PoisonRecordException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public PoisonRecordException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
