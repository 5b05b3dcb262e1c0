package io.tidemill.catalog.permission;

/**
 * The project declares permissions that cannot be: the message says what was expected, found, and
 * to be done.
 */
public final class GovernanceException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public GovernanceException(String message) {
    super(message);
  }
}
