package io.tidemill.executor.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemill.executor.aws.AwsProperties;
import io.tidemill.executor.session.PoolProperties;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ExecutorPropertiesTest {

  @Test
  void defaults() {
    assertThat(bind("tidemill.executor", ExecutorProperties.class, Map.of()))
        .isEqualTo(
            new ExecutorProperties(
                null,
                2,
                new PoolProperties(
                    0,
                    0,
                    Duration.ofMinutes(5),
                    Duration.ofSeconds(60),
                    Duration.ofMinutes(2),
                    Duration.ofSeconds(60),
                    2,
                    PoolProperties.OnShutdown.STOP),
                Duration.ofSeconds(2),
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                Duration.ofHours(5),
                262_144,
                Duration.ofMillis(40),
                Duration.ofSeconds(2)));
    assertThat(bind("tidemill", SharedProperties.class, Map.of()).fleet()).isEqualTo("default");
    assertThat(bind("tidemill.aws", AwsProperties.class, Map.of()).endpoint()).isNull();
  }

  @Test
  void everySettingIsReadByItsName() {
    Map<String, String> settings = new HashMap<>();
    settings.put("tidemill.executor.id", "one");
    settings.put("tidemill.executor.slots", "8");
    settings.put("tidemill.executor.pool.min", "1");
    settings.put("tidemill.executor.pool.max", "6");
    settings.put("tidemill.executor.pool.idle-release", "90s");
    settings.put("tidemill.executor.pool.billing-floor", "30s");
    settings.put("tidemill.executor.pool.provisioning-timeout", "3m");
    settings.put("tidemill.executor.pool.health-check-after", "20s");
    settings.put("tidemill.executor.pool.max-errors", "5");
    settings.put("tidemill.executor.pool.on-shutdown", "keep");
    settings.put("tidemill.executor.heartbeat", "1s");
    settings.put("tidemill.executor.lease-timeout", "15s");
    settings.put("tidemill.executor.drain-timeout", "10s");
    settings.put("tidemill.executor.statement-timeout", "1h");
    settings.put("tidemill.executor.result-bytes", "1000");
    settings.put("tidemill.executor.first-poll", "10ms");
    settings.put("tidemill.executor.longest-poll", "5s");

    assertThat(bind("tidemill.executor", ExecutorProperties.class, settings))
        .isEqualTo(
            new ExecutorProperties(
                "one",
                8,
                new PoolProperties(
                    1,
                    6,
                    Duration.ofSeconds(90),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(3),
                    Duration.ofSeconds(20),
                    5,
                    PoolProperties.OnShutdown.KEEP),
                Duration.ofSeconds(1),
                Duration.ofSeconds(15),
                Duration.ofSeconds(10),
                Duration.ofHours(1),
                1000,
                Duration.ofMillis(10),
                Duration.ofSeconds(5)));
  }

  @Test
  void sharedSettingsAreReadByTheirNames() {
    SharedProperties shared =
        bind(
            "tidemill",
            SharedProperties.class,
            Map.of(
                "tidemill.fleet", "blue",
                "tidemill.bundles.uri", "file:///srv/bundles",
                "tidemill.artifacts.uri", "file:relative/artifacts",
                "tidemill.local", "true"));

    assertThat(shared.fleet()).isEqualTo("blue");
    assertThat(shared.bundles().folder()).isEqualTo(Path.of("/srv/bundles"));
    assertThat(shared.artifacts().folder()).isEqualTo(Path.of("relative/artifacts"));
    assertThat(shared.local()).isTrue();
    assertThat(
            bind("tidemill.aws", AwsProperties.class, Map.of("tidemill.aws.endpoint", "http://x:1"))
                .endpoint())
        .isEqualTo(URI.create("http://x:1"));
  }

  @Test
  void refusesWhatCannotWorkByItsName() {
    assertRefused(Map.of("tidemill.executor.slots", "0"), "tidemill.executor.slots");
    assertRefused(
        Map.of("tidemill.executor.pool.min", "3", "tidemill.executor.pool.max", "2"),
        "tidemill.executor.pool.min");
    assertRefused(Map.of("tidemill.executor.heartbeat", "5s"), "three heartbeats");
    assertThatThrownBy(
            () ->
                bind(
                    "tidemill",
                    SharedProperties.class,
                    Map.of("tidemill.bundles.uri", "https://x/y")))
        .hasRootCauseMessage(
            "Expected tidemill.bundles.uri to be a file: URI, but it is https://x/y");
  }

  private static void assertRefused(Map<String, String> settings, String word) {
    assertThatThrownBy(() -> bind("tidemill.executor", ExecutorProperties.class, settings))
        .rootCause()
        .hasMessageContaining(word);
  }

  private static <T> T bind(String prefix, Class<T> type, Map<String, String> settings) {
    return new Binder(new MapConfigurationPropertySource(settings)).bindOrCreate(prefix, type);
  }
}
