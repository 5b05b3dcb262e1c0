package io.tidemill.glue.store;

/** The store cannot be opened. Its message is for the person who starts the endpoint. */
public final class StoreException extends RuntimeException {
  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
