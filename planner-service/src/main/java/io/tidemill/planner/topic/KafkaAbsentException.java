package io.tidemill.planner.topic;

import java.time.Duration;

/** No broker answered in the time there was. */
public final class KafkaAbsentException extends RuntimeException {
  KafkaAbsentException(Duration waited, int tries, Throwable cause) {
    super(
        "Expected Kafka at spring.kafka.bootstrap-servers to answer, but it did not in "
            + waited.toSeconds()
            + " s and "
            + tries
            + " tries: "
            + cause.getCause()
            + ". Start the broker, or correct the address",
        cause);
  }
}
