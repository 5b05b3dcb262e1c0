package io.tidemill.planner;

import io.tidemill.planner.config.PlannerProperties;
import io.tidemill.planner.config.Starting;
import io.tidemill.planner.topic.TopicPreparation;
import io.tidemill.schemas.KafkaAbsentException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * The order in which the planner starts: the web server answers at once, saying that it is not
 * ready; then Kafka is waited for, its topics are prepared, and the parts start that need them:
 * views, projects, engine, ways in. It stops in reverse.
 */
@Component
@Lazy(false)
final class PlannerStartup implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(PlannerStartup.class);

  private final PlannerProperties properties;
  private final TopicPreparation topics;
  private final List<Starting> parts;
  private final ApplicationEventPublisher events;
  private final List<Starting> started = new ArrayList<>();
  private volatile Stage stage = Stage.STOPPED;
  private @Nullable Thread thread;

  PlannerStartup(
      PlannerProperties properties,
      TopicPreparation topics,
      List<Starting> parts,
      ApplicationEventPublisher events) {
    this.properties = properties;
    this.topics = topics;
    this.parts = List.copyOf(parts);
    this.events = events;
  }

  /** How far the start has come. */
  enum Stage {
    STOPPED,
    WAITING_FOR_KAFKA,
    STARTING,
    STARTED,
    FAILED
  }

  Stage stage() {
    return stage;
  }

  @Override
  public void start() {
    stage = Stage.WAITING_FOR_KAFKA;
    Thread starting = new Thread(this::startParts, "planner-startup");
    thread = starting;
    starting.start();
  }

  private void startParts() {
    try {
      topics.prepare(properties.startupLimit());
      stage = Stage.STARTING;
      for (Starting part : parts) {
        synchronized (started) {
          started.add(part);
        }
        part.start();
      }
      stage = Stage.STARTED;
      log.info(
          "Planner of fleet '{}' started, {} environments",
          properties.fleet(),
          properties.environments().size());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (KafkaAbsentException e) {
      log.error("{}", e.getMessage());
      fail(StartupFailed.KAFKA_ABSENT);
    } catch (RuntimeException e) {
      log.error("Expected the planner's parts to start, but one did not", e);
      fail(StartupFailed.INTERNAL);
    }
  }

  private void fail(int exitCode) {
    stage = Stage.FAILED;
    events.publishEvent(new StartupFailed(exitCode));
  }

  @Override
  public void stop() {
    Thread starting = thread;
    if (starting != null) {
      starting.interrupt();
    }
    stage = Stage.STOPPED;
    synchronized (started) {
      for (int i = started.size() - 1; i >= 0; i--) {
        started.get(i).close();
      }
      started.clear();
    }
  }

  @Override
  public boolean isRunning() {
    return stage != Stage.STOPPED;
  }
}
