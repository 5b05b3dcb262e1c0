package io.tidemill.catalog.state;

import io.tidemill.catalog.permission.AuditTrail;
import io.tidemill.event.AuditRecord;
import io.tidemill.schemas.Topics;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/** The audit trail as records of {@code tidemill.audit}. */
public final class KafkaAuditTrail implements AuditTrail {
  private static final String ACTOR = "catalog-service";

  private final Producer<String, byte[]> producer;
  private final EventCodec codec;
  private final Clock clock;

  public KafkaAuditTrail(Producer<String, byte[]> producer, EventCodec codec, Clock clock) {
    this.producer = producer;
    this.codec = codec;
    this.clock = clock;
  }

  @Override
  public void record(Entry entry) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("node", entry.cause().nodeId());
    details.put("event", entry.cause().eventId());
    details.put("reason", entry.reason());
    if (entry.atom() != null) {
      details.put("change", entry.atom());
    }
    AuditRecord record =
        AuditRecord.newBuilder()
            .setAuditId(UUID.randomUUID().toString())
            .setAt(clock.instant())
            .setEnvironment(entry.cause().environment())
            .setActor(ACTOR)
            .setAction(entry.action())
            .setResource(entry.resource())
            .setDetails(Json.write(details))
            .setOutcome(entry.outcome())
            .setAwsRequestId(entry.awsRequestId())
            .setRunId(entry.cause().runId())
            .build();
    try {
      producer
          .send(
              new ProducerRecord<>(
                  Topics.AUDIT, entry.cause().environment(), codec.write(Topics.AUDIT, record)))
          .get();
    } catch (ExecutionException e) {
      throw new KafkaException(
          "Expected to write to " + Topics.AUDIT + ", but: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptException(e);
    }
  }
}
