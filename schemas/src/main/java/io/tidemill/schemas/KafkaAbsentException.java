package io.tidemill.schemas;

import java.time.Duration;

/** No broker answered in the time there was. The message says what to do. */
public final class KafkaAbsentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  KafkaAbsentException(String address, Duration waited, int tries, Throwable cause) {
    super(
        "Expected Kafka at %s (spring.kafka.bootstrap-servers) to answer, but it did not in %d s and %d tries: %s. Start the broker, or correct the address"
            .formatted(address, waited.toSeconds(), tries, reason(cause)),
        cause);
  }

  static String reason(Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
