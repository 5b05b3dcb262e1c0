package io.tidemill.planner.project;

import io.tidemill.dbt.ProjectSource;
import io.tidemill.dbt.error.ProjectException;
import io.tidemill.event.CommandAction;
import io.tidemill.orchestration.id.EnvironmentId;
import io.tidemill.orchestration.id.ProjectDigest;
import io.tidemill.planner.command.CommandLog;
import io.tidemill.planner.config.PlannerProperties;
import io.tidemill.planner.project.EnvironmentStatus.Condition;
import io.tidemill.planner.trigger.LandingLocation;
import io.tidemill.planner.trigger.Schedule;
import io.tidemill.planner.trigger.TriggerSources;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The environments of this planner: which version of its project each serves, and what is wrong
 * with the one in its folder, if something is. A project that cannot be used leaves the version
 * before it serving.
 */
public final class Environments implements TriggerSources {
  private static final Logger log = LoggerFactory.getLogger(Environments.class);

  private final Map<EnvironmentId, ProjectSource> sources = new LinkedHashMap<>();
  private final Map<EnvironmentId, EnvironmentStatus> statuses = new ConcurrentHashMap<>();
  private final ProjectVersions versions;
  private final ServedVersions served;
  private final Deployer deployer;
  private final CommandLog commands;
  private final Consumer<EnvironmentStatus> changed;
  private final Clock clock;

  /**
   * @param changed told of every new status
   */
  Environments(
      Collection<PlannerProperties.Environment> configured,
      ProjectVersions versions,
      ServedVersions served,
      CommandLog commands,
      Consumer<EnvironmentStatus> changed,
      Clock clock) {
    this.versions = versions;
    this.served = served;
    this.deployer = new Deployer(versions);
    this.commands = commands;
    this.changed = changed;
    this.clock = clock;
    for (PlannerProperties.Environment environment : configured) {
      EnvironmentId id = new EnvironmentId(environment.name());
      sources.put(id, source(environment));
      statuses.put(id, EnvironmentStatus.loading(id, served.find(id).orElse(null)));
    }
  }

  private static ProjectSource source(PlannerProperties.Environment environment) {
    return new ProjectSource(
        environment.projectDir(),
        environment.profilesDir(),
        environment.target(),
        environment.vars(),
        System.getenv());
  }

  /**
   * Reads the project from its folder and has the engine use it from now on, if it is good and new.
   *
   * @throws io.tidemill.planner.topic.LogUnavailableException when the engine could not be told
   * @throws UnknownEnvironmentException when there is no such environment
   */
  public synchronized EnvironmentStatus deploy(EnvironmentId environment, String actor) {
    EnvironmentStatus before = status(environment);
    ProjectSource source = sources.get(environment);
    if (source == null) {
      throw new UnknownEnvironmentException(environment, sources.keySet());
    }
    EnvironmentStatus after;
    try {
      ProjectDigest digest = deployer.pack(source);
      // Told once in each life of the planner, too: the engine's topics may be other ones than
      // before.
      if (!digest.equals(before.serving()) || before.condition() == Condition.LOADING) {
        publish(environment, digest, actor);
        served.put(environment, digest);
      }
      after = before.ready(digest, clock.instant());
    } catch (ProjectException e) {
      log.error(
          "Project of environment {} in {} cannot be used; {}:\n{}",
          environment,
          source.projectDir(),
          before.serving() == null
              ? "nothing serves it"
              : "version " + before.serving() + " serves on",
          e.getMessage());
      after = before.broken(e.problems(), clock.instant());
    }
    statuses.put(environment, after);
    changed.accept(after);
    return after;
  }

  private void publish(EnvironmentId environment, ProjectDigest digest, String actor) {
    commands.send(
        commands
            .command(environment.value(), CommandAction.DEPLOY_PROJECT, actor)
            .setProjectDigest(digest.value())
            .build(),
        "{}");
    log.info("Environment {} serves project version {}", environment, digest);
  }

  /** How an environment is. */
  public EnvironmentStatus status(EnvironmentId environment) {
    EnvironmentStatus status = statuses.get(environment);
    if (status == null) {
      throw new UnknownEnvironmentException(environment, sources.keySet());
    }
    return status;
  }

  /** All of them, in the order of the configuration. */
  public List<EnvironmentStatus> statuses() {
    return sources.keySet().stream().map(this::status).toList();
  }

  /** The version that serves an environment; empty when none does. */
  public Optional<PlannedProject> project(EnvironmentId environment) {
    return Optional.ofNullable(status(environment).serving()).flatMap(versions::version);
  }

  Map<EnvironmentId, ProjectSource> sources() {
    return Map.copyOf(sources);
  }

  @Override
  public Collection<LandingLocation> landingLocations() {
    List<LandingLocation> locations = new ArrayList<>();
    for (EnvironmentId environment : sources.keySet()) {
      project(environment).ifPresent(project -> locations.addAll(project.landingLocations()));
    }
    return locations.stream().distinct().toList();
  }

  @Override
  public Collection<Schedule> schedules() {
    List<Schedule> schedules = new ArrayList<>();
    for (EnvironmentId environment : sources.keySet()) {
      project(environment)
          .ifPresent(
              project ->
                  project
                      .schedules()
                      .forEach(schedule -> schedules.add(schedule.in(environment.value()))));
    }
    return schedules;
  }
}
