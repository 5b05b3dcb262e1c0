package io.tidemill.kafka;

import org.jspecify.annotations.Nullable;

/** The broker or the registry cannot start; the message says why and what to do. */
public final class BrokerStartException extends RuntimeException {
  public BrokerStartException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
