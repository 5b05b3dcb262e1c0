package io.tidemill.planner.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemill.event.Trigger;
import io.tidemill.event.TriggerKind;
import io.tidemill.planner.KafkaFixture;
import io.tidemill.planner.PlannerFixture;
import io.tidemill.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ways in that are fetched from, in a whole planner over a restart. */
class FetchingTest {
  @TempDir private Path home;

  @Test
  void announcesLandingsAndUpstreamRecordsOnceOverARestart() throws Exception {
    String upstream = "upstream-" + UUID.randomUUID();
    String fleet = UUID.randomUUID().toString();
    createTopic(upstream);
    String[] settings = {
      "tidemill.landing.lake-root=" + home.resolve("lake"),
      "tidemill.landing.locations[0]=s3://bucket-" + fleet + "/in/",
      "tidemill.triggers.topics[0].name=" + upstream,
      "tidemill.triggers.topics[0].environment=dev",
      "tidemill.triggers.schedules[0].name=often-" + fleet,
      "tidemill.triggers.schedules[0].cron=* * * * * *",
      "tidemill.triggers.schedules[0].environment=dev"
    };
    land(fleet, "first.csv");
    KafkaFixture.get().sendBytes(upstream, "order-1", new byte[] {1, 2, 3});

    try (PlannerFixture planner = PlannerFixture.start(fleet, home, settings)) {
      assertThat(triggersOf("bucket-" + fleet, 1)).hasSize(1);
      Trigger record = triggersOf(upstream, 1).get(0);
      assertThat(record.getKind()).isEqualTo(TriggerKind.TOPIC_RECORD);
      assertThat(record.getSubject()).isEqualTo("order-1");
      assertThat(record.getVersion()).isEqualTo("0-0");
      assertThat(triggersOf("often-" + fleet, 2))
          .extracting(Trigger::getVersion)
          .doesNotHaveDuplicates();
      assertThat(planner.get("/actuator/health/readiness").status()).isEqualTo(200);
    }
    land(fleet, "second.csv");
    KafkaFixture.get().sendBytes(upstream, "order-2", new byte[0]);
    try (PlannerFixture planner = PlannerFixture.start(fleet, home, settings)) {
      assertThat(triggersOf("bucket-" + fleet, 2))
          .extracting(Trigger::getSubject)
          .containsExactly("in/first.csv", "in/second.csv");
      assertThat(triggersOf(upstream, 2))
          .extracting(Trigger::getSubject)
          .containsExactly("order-1", "order-2");
      assertThat(planner.fleet()).isEqualTo(fleet);
    }
  }

  private void land(String fleet, String name) throws IOException {
    Path folder = Files.createDirectories(home.resolve("lake/bucket-" + fleet + "/in"));
    Files.writeString(folder.resolve(name), "x");
  }

  private static void createTopic(String name) throws Exception {
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", KafkaFixture.get().bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
    }
  }

  private static List<Trigger> triggersOf(String source, int count) {
    return KafkaFixture.get()
        .await(
            Topics.TRIGGERS, Trigger.class, count, trigger -> trigger.getSource().equals(source));
  }
}
