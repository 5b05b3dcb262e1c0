package io.tidemill.glue.statement;

/** A statement claims to speak the protocol, but does not. */
public final class ProtocolException extends RuntimeException {
  public ProtocolException(String message, Throwable cause) {
    super(message, cause);
  }
}
