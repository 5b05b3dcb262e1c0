package io.tidemill.executor.statement;

/**
 * RunStatement was sent and its answer lost: the session's list of statements tells whether it came
 * through.
 */
final class SubmissionUnknownException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SubmissionUnknownException(String message, Throwable cause) {
    super(message, cause);
  }
}
