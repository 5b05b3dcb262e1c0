package io.tidemill.catalog.project;

/** A project version cannot be read: its bundle is missing or broken. It may come yet. */
public final class ProjectUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public ProjectUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
