package io.tidemill.planner.run;

/** A record that no planner will ever be able to use; it belongs on the dead-letter topic. */
final class UnusableRecordException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnusableRecordException(String reason) {
    super(reason);
  }

  UnusableRecordException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
