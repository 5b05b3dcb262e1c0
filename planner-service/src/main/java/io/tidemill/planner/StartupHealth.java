package io.tidemill.planner;

import io.tidemill.planner.PlannerStartup.Stage;
import io.tidemill.planner.view.ViewReader;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Ready once Kafka is there, all parts have started and the views have caught up. */
@Component("planner")
final class StartupHealth implements HealthIndicator {
  private final PlannerStartup startup;
  private final ViewReader view;

  StartupHealth(PlannerStartup startup, ViewReader view) {
    this.startup = startup;
    this.view = view;
  }

  @Override
  public Health health() {
    boolean ready = startup.stage() == Stage.STARTED && view.isCaughtUp();
    return (ready ? Health.up() : Health.outOfService())
        .withDetail("stage", startup.stage())
        .withDetail("viewsCaughtUp", view.isCaughtUp())
        .build();
  }
}
