package io.tidemill.catalog.state;

import org.jspecify.annotations.Nullable;

/** A record that cannot be used, now or ever. It belongs on the dead-letter topic. */
public final class PoisonException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public PoisonException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
