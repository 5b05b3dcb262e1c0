package io.tidemill.executor.task;

import io.tidemill.schemas.KafkaAbsentException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says that Kafka is away in a sentence instead of a stack of causes. */
final class KafkaAbsentAnalyzer extends AbstractFailureAnalyzer<KafkaAbsentException> {

  @Override
  protected FailureAnalysis analyze(Throwable root, KafkaAbsentException cause) {
    return new FailureAnalysis(
        String.valueOf(cause.getMessage()),
        "Start the broker, or correct spring.kafka.bootstrap-servers. tidemill.startup-limit says how long to wait.",
        cause);
  }
}
