package io.tidemill.cli;

import org.jspecify.annotations.Nullable;

/** An error the user can mend; its message is printed without a stack trace. */
public class UserException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UserException(String message) {
    super(message);
  }

  public UserException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
