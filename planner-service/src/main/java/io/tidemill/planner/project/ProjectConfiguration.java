package io.tidemill.planner.project;

import io.tidemill.planner.command.CommandLog;
import io.tidemill.planner.config.PlannerProperties;
import io.tidemill.planner.topic.EventLog;
import io.tidemill.planner.view.Change;
import io.tidemill.planner.view.ChangeFeed;
import java.time.Clock;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** Puts the environments together. */
@Configuration(proxyBeanMethods = false)
class ProjectConfiguration {

  @Bean
  ProjectVersions projectVersions(PlannerProperties planner, Clock clock) {
    return new ProjectVersions(
        planner.bundles().folder(), planner.stateDir().resolve("bundle-cache"), clock);
  }

  @Bean
  CommandLog commandLog(EventLog log, PlannerProperties planner, Clock clock) {
    return new CommandLog(log, planner.fleet(), clock);
  }

  @Bean
  Environments environments(
      PlannerProperties planner,
      ProjectVersions versions,
      CommandLog commands,
      ChangeFeed feed,
      Clock clock) {
    return new Environments(
        planner.environments(),
        versions,
        new ServedVersions(planner.stateDir().resolve("serving")),
        commands,
        status -> feed.publish(change(status)),
        clock);
  }

  private static Change change(EnvironmentStatus status) {
    String name = status.environment().value();
    // Listeners ask for the rest: what is wrong with a project may be long.
    return new Change(Change.Kind.ENVIRONMENT, name, Map.of("name", name));
  }

  @Bean
  @Order(20)
  ProjectWatch projectWatch(Environments environments, PlannerProperties planner) {
    return new ProjectWatch(environments, planner.local());
  }
}
