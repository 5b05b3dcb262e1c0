package io.tidemill.planner.config;

/** A failure that is expected to pass by itself: it is worth a warning, and another try. */
public abstract class TemporaryException extends RuntimeException {
  protected TemporaryException(String message) {
    super(message);
  }

  protected TemporaryException(String message, Throwable cause) {
    super(message, cause);
  }
}
