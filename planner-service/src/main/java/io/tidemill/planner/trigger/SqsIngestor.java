package io.tidemill.planner.trigger;

import io.tidemill.planner.config.Starting;
import io.tidemill.planner.config.Worker;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Fetches events from a queue by long polling. A message is deleted after Kafka has acknowledged
 * what it says, or acknowledged it as a dead letter; until then the queue delivers it again.
 */
final class SqsIngestor implements Starting {
  private static final Logger log = LoggerFactory.getLogger(SqsIngestor.class);
  private static final int BATCH = 10;
  private static final int LONG_POLL_SECONDS = 20;
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final SqsClient sqs;
  private final String queueUrl;
  private final TriggerIntake intake;
  private final Worker worker;

  SqsIngestor(SqsClient sqs, URI queueUrl, TriggerIntake intake) {
    this.sqs = sqs;
    this.queueUrl = queueUrl.toString();
    this.intake = intake;
    this.worker = new Worker("sqs-ingestor", PAUSE, this::step);
  }

  @Override
  public void start() {
    log.info("Fetching events from {}", queueUrl);
    worker.start();
  }

  /** Takes in one batch. */
  void step() throws InterruptedException {
    List<Message> messages;
    try {
      messages =
          sqs.receiveMessage(
                  request ->
                      request
                          .queueUrl(queueUrl)
                          .maxNumberOfMessages(BATCH)
                          .waitTimeSeconds(LONG_POLL_SECONDS))
              .messages();
    } catch (SdkException e) {
      log.warn("Expected to receive from {}, but: {}; trying again", queueUrl, e.getMessage());
      Thread.sleep(PAUSE.toMillis());
      return;
    }
    List<Message> kept = new ArrayList<>();
    try {
      for (Message message : messages) {
        keep(message);
        kept.add(message);
      }
    } finally {
      delete(kept);
    }
  }

  private void keep(Message message) {
    try {
      intake.accept(EventFormat.ANY, message.body(), queueUrl);
    } catch (MalformedEventException e) {
      log.warn("Message {} is a dead letter: {}", message.messageId(), e.getMessage());
    }
  }

  private void delete(List<Message> kept) {
    if (kept.isEmpty()) {
      return;
    }
    List<DeleteMessageBatchRequestEntry> entries = new ArrayList<>();
    for (Message message : kept) {
      entries.add(
          DeleteMessageBatchRequestEntry.builder()
              .id(Integer.toString(entries.size()))
              .receiptHandle(message.receiptHandle())
              .build());
    }
    List<BatchResultErrorEntry> failed =
        sqs.deleteMessageBatch(request -> request.queueUrl(queueUrl).entries(entries)).failed();
    if (!failed.isEmpty()) {
      // They come again, and the planner knows them by bucket, key and sequencer.
      log.warn(
          "Expected to delete {} messages, but {} remain: {}", kept.size(), failed.size(), failed);
    }
  }

  @Override
  public void close() {
    worker.close();
    sqs.close();
  }
}
