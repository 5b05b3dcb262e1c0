package io.tidemill.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tidemill.planner.PlannerFixture.Answer;
import io.tidemill.planner.config.InvalidConfigurationException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.PayloadApplicationEvent;

class StartupTest {
  @TempDir private Path home;

  @Test
  void saysThatItIsNotReadyAndRefusesEventsWhileKafkaIsAway() {
    try (PlannerFixture planner =
        PlannerFixture.startUnready("away", home, "spring.kafka.bootstrap-servers=127.0.0.1:1")) {
      Answer ready = planner.get("/actuator/health/readiness");
      Answer event = planner.post("/v1/events", "{\"subject\":\"raw.orders\"}");

      assertThat(ready.status()).isEqualTo(503);
      assertThat(ready.body()).contains("WAITING_FOR_KAFKA");
      assertThat(planner.get("/actuator/health/liveness").status()).isEqualTo(200);
      assertThat(event.status()).isEqualTo(503);
      assertThat(event.json().path("detail").asString()).contains("still starting");
    }
  }

  @Test
  void givesUpOnAnAbsentKafkaWithTheExitCodeForIt() {
    List<Integer> codes = new CopyOnWriteArrayList<>();
    ApplicationListener<PayloadApplicationEvent<StartupFailed>> listener =
        new FailureListener(codes);
    try (ConfigurableApplicationContext context =
        new SpringApplicationBuilder(PlannerApplication.class)
            .listeners(listener)
            .run(
                "--server.port=0",
                "--tidemill.local=true",
                "--tidemill.state-dir=" + home,
                "--tidemill.startup-limit=1ms",
                "--spring.kafka.admin.properties.default.api.timeout.ms=1000",
                "--spring.kafka.admin.properties.request.timeout.ms=500",
                "--spring.kafka.bootstrap-servers=127.0.0.1:1")) {

      await().atMost(Duration.ofSeconds(30)).until(() -> !codes.isEmpty());

      assertThat(codes).containsExactly(69);
      assertThat(context.isActive()).isTrue();
    }
  }

  @Test
  void refusesTwoEnvironmentsOfOneName() {
    assertThatThrownBy(
            () ->
                PlannerFixture.startUnready(
                    "twice",
                    home,
                    "tidemill.environments[0].name=dev",
                    "tidemill.environments[0].project-dir=a",
                    "tidemill.environments[1].name=dev",
                    "tidemill.environments[1].project-dir=b"))
        .hasRootCauseInstanceOf(InvalidConfigurationException.class)
        .hasRootCauseMessage(
            "Expected each environment to have a name of its own, but 'dev' is there twice");
  }

  @Test
  void refusesASettingThatIsNoCronExpression() {
    assertThatThrownBy(
            () ->
                PlannerFixture.startUnready(
                    "cron",
                    home,
                    "tidemill.triggers.schedules[0].name=nightly",
                    "tidemill.triggers.schedules[0].cron=at night",
                    "tidemill.triggers.schedules[0].environment=dev"))
        .hasRootCauseInstanceOf(InvalidConfigurationException.class)
        .rootCause()
        .hasMessageContaining("'nightly'")
        .hasMessageContaining("at night");
  }

  private record FailureListener(List<Integer> codes)
      implements ApplicationListener<PayloadApplicationEvent<StartupFailed>> {
    @Override
    public void onApplicationEvent(PayloadApplicationEvent<StartupFailed> event) {
      codes.add(event.getPayload().exitCode());
    }
  }
}
