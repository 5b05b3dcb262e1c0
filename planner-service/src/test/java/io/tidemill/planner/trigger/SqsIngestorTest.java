package io.tidemill.planner.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemill.event.Trigger;
import io.tidemill.planner.config.Ulid;
import io.tidemill.planner.topic.LogUnavailableException;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

class SqsIngestorTest {
  private static final String LANDING =
      """
      {"detail-type":"Object Created","source":"aws.s3",
       "detail":{"bucket":{"name":"landing"},"object":{"key":"orders/1.parquet","sequencer":"01"}}}
      """;

  private final FakeTriggerLog log = new FakeTriggerLog();
  private final FakeQueue queue = new FakeQueue();
  private final SqsIngestor ingestor =
      new SqsIngestor(
          queue,
          URI.create("http://localhost/queue"),
          new TriggerIntake(new EventReader(Clock.systemUTC(), Ulid::next), log));

  @Test
  void deletesAMessageAfterItsTriggersAreKept() throws Exception {
    queue.send("1", LANDING);

    ingestor.step();

    assertThat(log.triggers()).extracting(Trigger::getSubject).containsExactly("orders/1.parquet");
    assertThat(queue.remaining()).isEmpty();
  }

  @Test
  void leavesMessagesInTheQueueWhileKafkaIsAway() throws Exception {
    queue.send("1", LANDING);
    log.fail(new LogUnavailableException("away"));

    assertThatThrownBy(ingestor::step).isInstanceOf(LogUnavailableException.class);

    assertThat(queue.remaining()).hasSize(1);
    log.recover();
    ingestor.step();
    assertThat(queue.remaining()).isEmpty();
  }

  @Test
  void keepsAMalformedMessageAsADeadLetterAndGoesOn() throws Exception {
    queue.send("1", "no json");
    queue.send("2", LANDING);

    ingestor.step();

    assertThat(log.rejected()).containsExactly("no json");
    assertThat(log.triggers()).hasSize(1);
    assertThat(queue.remaining()).isEmpty();
  }

  @Test
  void deletesTheMessagesBeforeOneThatCouldNotBeKept() throws Exception {
    queue.send("1", LANDING);
    ingestor.step();
    queue.send("2", LANDING);
    log.fail(new LogUnavailableException("away"));

    assertThatThrownBy(ingestor::step).isInstanceOf(LogUnavailableException.class);

    assertThat(queue.remaining()).extracting(Message::receiptHandle).containsExactly("2");
  }

  /** A queue that gives all it has and forgets what is deleted. */
  private static final class FakeQueue implements SqsClient {
    private final List<Message> messages = new ArrayList<>();

    void send(String handle, String body) {
      messages.add(Message.builder().messageId(handle).receiptHandle(handle).body(body).build());
    }

    List<Message> remaining() {
      return List.copyOf(messages);
    }

    @Override
    public ReceiveMessageResponse receiveMessage(ReceiveMessageRequest request) {
      assertThat(request.waitTimeSeconds()).isEqualTo(20);
      return ReceiveMessageResponse.builder().messages(messages).build();
    }

    @Override
    public DeleteMessageBatchResponse deleteMessageBatch(DeleteMessageBatchRequest request) {
      List<String> handles =
          request.entries().stream().map(DeleteMessageBatchRequestEntry::receiptHandle).toList();
      messages.removeIf(message -> handles.contains(message.receiptHandle()));
      return DeleteMessageBatchResponse.builder().build();
    }

    @Override
    public String serviceName() {
      return "sqs";
    }

    @Override
    public void close() {}
  }
}
