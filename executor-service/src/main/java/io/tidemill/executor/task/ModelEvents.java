package io.tidemill.executor.task;

import io.tidemill.event.AttemptCompleted;
import io.tidemill.event.AttemptHandedBack;
import io.tidemill.event.AttemptProgressed;
import io.tidemill.event.AttemptStarted;
import io.tidemill.event.ModelEvent;
import io.tidemill.event.StatementIntended;
import io.tidemill.event.StatementSubmitted;
import io.tidemill.executor.kafka.EventCodec;
import io.tidemill.schemas.EventHeaders;
import io.tidemill.schemas.Topics;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of attempts on {@code model-events}. Events of one executor keep their order. Thread-safe.
 */
final class ModelEvents {
  private static final Logger log = LoggerFactory.getLogger(ModelEvents.class);
  private static final String VERSION = "executor";

  private final Producer<String, byte[]> producer;
  private final EventCodec codec;
  private final String fleet;
  private final String executorId;
  private final Clock clock;

  ModelEvents(
      Producer<String, byte[]> producer,
      EventCodec codec,
      String fleet,
      String executorId,
      Clock clock) {
    this.producer = producer;
    this.codec = codec;
    this.fleet = fleet;
    this.executorId = executorId;
    this.clock = clock;
  }

  void started(Task task) {
    send(task, AttemptStarted.newBuilder().setSessionId(null).build());
  }

  /** Returns when the log has it. */
  void intended(Task task, String sessionId, String hash, String purpose) {
    await(
        task,
        send(
            task,
            StatementIntended.newBuilder()
                .setSessionId(sessionId)
                .setStatementHash(hash)
                .setPurpose(purpose)
                .build()));
  }

  void submitted(Task task, String sessionId, int statementId, String hash) {
    send(
        task,
        StatementSubmitted.newBuilder()
            .setSessionId(sessionId)
            .setStatementId(statementId)
            .setStatementHash(hash)
            .build());
  }

  void progressed(Task task, double share, String message) {
    send(task, AttemptProgressed.newBuilder().setProgress(share).setMessage(message).build());
  }

  /** Returns when the log has it: before that the task is still ours. */
  void completed(Task task, AttemptCompleted completed) {
    await(task, send(task, completed));
  }

  /** Returns when the log has it. */
  void handedBack(Task task, String reason) {
    await(task, send(task, AttemptHandedBack.newBuilder().setReason(reason).build()));
  }

  private Future<RecordMetadata> send(Task task, Object event) {
    ModelEvent envelope =
        ModelEvent.newBuilder()
            .setEventId(UUID.randomUUID().toString())
            .setEnvironment(task.ready().getEnvironment())
            .setRunId(task.id().runId())
            .setNodeId(task.id().nodeId())
            .setAttempt(task.id().attempt())
            .setEpoch(task.id().epoch())
            .setExecutorId(executorId)
            .setAt(clock.instant())
            .setProjectDigest(task.ready().getProjectDigest())
            .setEvent(event)
            .build();
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(
            Topics.MODEL_EVENTS, fleet, codec.encode(Topics.MODEL_EVENTS, envelope));
    EventHeaders.put(record.headers(), EventHeaders.EVENT_ID, envelope.getEventId());
    EventHeaders.put(record.headers(), EventHeaders.PRODUCER, VERSION);
    return producer.send(
        record,
        (metadata, failure) -> {
          if (failure != null) {
            log.error(
                "{}: event {} was not written", task, event.getClass().getSimpleName(), failure);
          }
        });
  }

  private static void await(Task task, Future<RecordMetadata> written) {
    try {
      written.get();
    } catch (ExecutionException e) {
      throw new KafkaException(
          "Expected an event of " + task + " to be written, but " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException(
          "Expected an event of " + task + " to be written, but the wait was interrupted", e);
    }
  }
}
