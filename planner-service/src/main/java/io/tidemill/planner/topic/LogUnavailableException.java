package io.tidemill.planner.topic;

import io.tidemill.planner.config.TemporaryException;

/** Kafka did not acknowledge: nothing was accepted, and the caller should try again. */
public final class LogUnavailableException extends TemporaryException {
  public LogUnavailableException(String topic, Throwable cause) {
    super("Expected Kafka to acknowledge a record on " + topic + ", but: " + cause, cause);
  }

  public LogUnavailableException(String message) {
    super(message);
  }
}
