package io.tidemill.planner.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemill.event.Trigger;
import io.tidemill.event.TriggerKind;
import io.tidemill.planner.KafkaFixture;
import io.tidemill.planner.PlannerFixture;
import io.tidemill.planner.PlannerFixture.Answer;
import io.tidemill.schemas.EventHeaders;
import io.tidemill.schemas.Topics;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventsApiTest {
  private static PlannerFixture planner;

  @BeforeAll
  static void start(@TempDir Path home) {
    planner = PlannerFixture.start(home);
  }

  @AfterAll
  static void stop() {
    planner.close();
  }

  @Test
  void keepsAnEventBridgeObjectEventWithItsKeyAsItIs() {
    Answer answer =
        planner.post(
            "/v1/events",
            """
            {"version":"0","id":"e-1","detail-type":"Object Created","source":"aws.s3",
             "time":"2026-01-01T00:00:00Z","region":"eu-west-1","unknown":true,
             "detail":{"bucket":{"name":"landing"},
              "object":{"key":"orders/a+b%20c.parquet","size":5,"etag":"abc","sequencer":"617f08299329d189"}}}
            """);

    assertThat(answer.status()).isEqualTo(202);
    Trigger kept = kept(answer);
    assertThat(kept.getKind()).isEqualTo(TriggerKind.OBJECT_CREATED);
    assertThat(kept.getSource()).isEqualTo("landing");
    assertThat(kept.getSubject()).isEqualTo("orders/a+b%20c.parquet");
    assertThat(kept.getSequencer()).isEqualTo("617f08299329d189");
    assertThat(kept.getSize()).isEqualTo(5);
    assertThat(kept.getOccurredAt()).hasToString("2026-01-01T00:00:00Z");
  }

  @Test
  void decodesKeysOfS3Notifications() {
    Answer answer =
        planner.post(
            "/v1/events/s3",
            """
            {"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","eventName":"ObjectCreated:Put",
              "eventTime":"2026-01-01T00:00:00.123Z",
              "s3":{"bucket":{"name":"landing","arn":"arn:aws:s3:::landing"},
                    "object":{"key":"orders/dt%3D2026-01-01/a+b%2Bc.parquet","size":7,"eTag":"e","versionId":"v1","sequencer":"00AB"}}}]}
            """);

    assertThat(answer.status()).isEqualTo(202);
    Trigger kept = kept(answer);
    assertThat(kept.getSubject()).isEqualTo("orders/dt=2026-01-01/a b+c.parquet");
    assertThat(kept.getVersion()).isEqualTo("v1");
  }

  @Test
  void ignoresTheTestEventOfS3() {
    Answer answer =
        planner.post(
            "/v1/events/s3",
            """
            {"Service":"Amazon S3","Event":"s3:TestEvent","Time":"2026-01-01T00:00:00.000Z","Bucket":"landing"}
            """);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("triggerIds").isEmpty()).isTrue();
    assertThat(answer.json().path("ignored").get(0).asString()).contains("s3:TestEvent");
  }

  @Test
  void takesSeveralEventsOfOurOwnFormAtOnce() {
    Answer answer =
        planner.post(
            "/v1/events",
            """
            [{"uri":"s3://landing/orders/x.parquet","environment":"dev"},
             {"source":"crm","subject":"raw.customers","parameters":{"batch":12}}]
            """);

    assertThat(answer.status()).isEqualTo(202);
    List<String> ids =
        answer.json().path("triggerIds").valueStream().map(id -> id.asString()).toList();
    assertThat(ids).hasSize(2);
    List<Trigger> kept =
        KafkaFixture.get()
            .await(
                Topics.TRIGGERS, Trigger.class, 2, trigger -> ids.contains(trigger.getTriggerId()));
    assertThat(kept)
        .extracting(Trigger::getKind)
        .containsExactly(TriggerKind.OBJECT_CREATED, TriggerKind.API);
    assertThat(kept.get(0).getEnvironment()).isEqualTo("dev");
    assertThat(kept.get(1).getParameters()).containsEntry("batch", "12");
  }

  @Test
  void namesTheFieldOfAMalformedEventAndKeepsTheBodyAsADeadLetter() {
    String body =
        """
        {"detail-type":"Object Created","source":"aws.s3","detail":{"bucket":{"name":"landing"},"object":{"key":17}}}
        """;

    Answer answer = planner.post("/v1/events", body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("field").asString()).isEqualTo("detail.object.key");
    assertThat(answer.json().path("detail").asString())
        .isEqualTo("Expected detail.object.key to be a string, but it is 17");
    ConsumerRecord<String, byte[]> letter = deadLetter(body);
    assertThat(KafkaFixture.header(letter, EventHeaders.DEAD_LETTER_REASON))
        .contains("detail.object.key");
    assertThat(KafkaFixture.header(letter, EventHeaders.DEAD_LETTER_TOPIC)).isEqualTo("/v1/events");
  }

  @Test
  void saysWhereABodyStopsToBeJson() {
    Answer answer = planner.post("/v1/events", "{\"source\": \"aws.s3\",\n oops");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("field").asString()).isEqualTo("body");
    assertThat(answer.json().path("detail").asString()).contains("line 2");
  }

  @Test
  void acceptsNoneOfAnArrayThatHoldsAMalformedEvent() {
    String body = "[{\"uri\":\"s3://landing/none-of-it/1.parquet\"},{\"subject\":\"\"}]";

    Answer answer = planner.post("/v1/events", body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("field").asString()).isEqualTo("[1].subject");
    deadLetter(body);
    Answer after = planner.post("/v1/events", "{\"subject\":\"fence\"}");
    String fence = after.json().path("triggerIds").get(0).asString();
    KafkaFixture.get()
        .await(
            Topics.TRIGGERS,
            Trigger.class,
            1,
            trigger -> {
              assertThat(trigger.getSubject()).doesNotStartWith("none-of-it");
              return trigger.getTriggerId().equals(fence);
            });
  }

  private static Trigger kept(Answer answer) {
    String id = answer.json().path("triggerIds").get(0).asString();
    return KafkaFixture.get()
        .await(Topics.TRIGGERS, Trigger.class, 1, trigger -> trigger.getTriggerId().equals(id))
        .get(0);
  }

  private static ConsumerRecord<String, byte[]> deadLetter(String body) {
    return KafkaFixture.get()
        .awaitBytes(Topics.deadLetters("ingest"), record -> KafkaFixture.text(record).equals(body));
  }
}
