package io.tidemill.planner.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemill.event.Trigger;
import io.tidemill.event.TriggerKind;
import io.tidemill.planner.config.Ulid;
import io.tidemill.planner.topic.LogUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LandingWatcherTest {
  private static final LandingLocation ORDERS = LandingLocation.parse("s3://landing/orders/");

  @TempDir private Path home;
  private final FakeTriggerLog log = new FakeTriggerLog();
  private Path lake;
  private LandingWatcher watcher;

  @BeforeEach
  void start() {
    lake = home.resolve("lake");
    watcher = watch();
  }

  @AfterEach
  void stop() {
    watcher.close();
  }

  private LandingWatcher watch() {
    LandingProperties properties =
        new LandingProperties(lake, List.of(), Duration.ofMillis(100), Duration.ofMillis(500));
    LandingWatcher started =
        new LandingWatcher(
            lake,
            properties,
            () -> List.of(ORDERS),
            home.resolve("announced"),
            log,
            Ulid::next,
            Clock.systemUTC());
    started.start();
    return started;
  }

  @Test
  void announcesAFileAsS3Would() throws IOException {
    land("orders/dt=2026-11-22/part-0.parquet", "12345");

    Trigger trigger = awaitTriggers(1).get(0);

    assertThat(trigger.getKind()).isEqualTo(TriggerKind.OBJECT_CREATED);
    assertThat(trigger.getSource()).isEqualTo("landing");
    assertThat(trigger.getSubject()).isEqualTo("orders/dt=2026-11-22/part-0.parquet");
    assertThat(trigger.getSize()).isEqualTo(5);
    assertThat(trigger.getSequencer()).hasSize(16);
  }

  @Test
  void leavesAloneWhatIsNoDataOrNotFinished() throws IOException {
    land("orders/.hidden", "x");
    land("orders/part.csv.tmp", "x");
    land("orders/_temporary/0/part-0.parquet", "x");
    land("orders/.part-0.parquet.crc", "x");
    land("elsewhere/part-0.parquet", "x");
    land("orders/_SUCCESS", "");

    assertThat(awaitTriggers(1)).extracting(Trigger::getSubject).containsExactly("orders/_SUCCESS");
  }

  @Test
  void waitsUntilAFileIsNoLongerWrittenTo() throws IOException {
    Path file = land("orders/slow.csv", "");
    for (int i = 0; i < 20; i++) {
      Files.writeString(file, "row\n", StandardOpenOption.APPEND);
      assertThat(log.triggers()).isEmpty();
      await().pollDelay(Duration.ofMillis(20)).until(() -> true);
    }

    assertThat(awaitTriggers(1).get(0).getSize()).isEqualTo(80);
  }

  @Test
  void takesAFileThatIsRenamedIntoPlace() throws IOException {
    Path written = land("orders/.writing-in-progress", "done");
    Files.move(written, lake.resolve("landing/orders/final.csv"), StandardCopyOption.ATOMIC_MOVE);

    assertThat(awaitTriggers(1).get(0).getSubject()).isEqualTo("orders/final.csv");
  }

  @Test
  void announcesAReplacedFileAgainWithALaterSequencer() throws IOException {
    land("orders/a.csv", "old");
    Trigger first = awaitTriggers(1).get(0);

    land("orders/a.csv", "newer");
    Trigger second = awaitTriggers(2).get(1);

    assertThat(second.getEtag()).isNotEqualTo(first.getEtag());
    assertThat(second.getSequencer()).isGreaterThan(first.getSequencer());
  }

  @Test
  void remembersOverARestartWhatItHasAnnouncedAndFindsWhatLandedMeanwhile() throws IOException {
    land("orders/before.csv", "x");
    awaitTriggers(1);
    watcher.close();
    land("orders/meanwhile.csv", "x");

    watcher = watch();

    assertThat(awaitTriggers(2))
        .extracting(Trigger::getSubject)
        .containsExactly("orders/before.csv", "orders/meanwhile.csv");
  }

  @Test
  void losesNothingWhileKafkaIsAway() throws IOException {
    log.fail(new LogUnavailableException("away"));
    land("orders/a.csv", "x");
    await().atMost(Duration.ofSeconds(10)).until(() -> log.failures() > 0);
    assertThat(log.triggers()).isEmpty();

    log.recover();

    assertThat(awaitTriggers(1).get(0).getSubject()).isEqualTo("orders/a.csv");
  }

  private Path land(String key, String content) throws IOException {
    Path file = lake.resolve("landing").resolve(key);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  private List<Trigger> awaitTriggers(int count) {
    await("landings to be announced")
        .atMost(Duration.ofSeconds(15))
        .until(() -> log.triggers().size() >= count);
    assertThat(log.triggers()).hasSize(count);
    return log.triggers();
  }
}
