package io.tidemill.planner;

import io.tidemill.planner.PlannerStartup.Stage;
import io.tidemill.planner.view.ViewReader;
import org.apache.kafka.streams.KafkaStreams;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Ready once Kafka is there, all parts have started, the engine runs and the views have caught up.
 */
@Component("planner")
final class StartupHealth implements HealthIndicator {
  private final PlannerStartup startup;
  private final Engine engine;
  private final ViewReader view;

  StartupHealth(PlannerStartup startup, Engine engine, ViewReader view) {
    this.startup = startup;
    this.engine = engine;
    this.view = view;
  }

  @Override
  public Health health() {
    return builder()
        .withDetail("stage", startup.stage())
        .withDetail("engine", engine.state().map(Enum::name).orElse("NOT_STARTED"))
        .withDetail("viewsCaughtUp", view.isCaughtUp())
        .build();
  }

  private Health.Builder builder() {
    if (isEngine(KafkaStreams.State.ERROR)) {
      return Health.down();
    }
    boolean ready =
        startup.stage() == Stage.STARTED
            && isEngine(KafkaStreams.State.RUNNING)
            && view.isCaughtUp();
    return ready ? Health.up() : Health.outOfService();
  }

  private boolean isEngine(KafkaStreams.State expected) {
    return engine.state().filter(expected::equals).isPresent();
  }
}
