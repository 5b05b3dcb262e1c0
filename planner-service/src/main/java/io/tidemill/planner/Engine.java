package io.tidemill.planner;

import io.tidemill.planner.config.Starting;
import io.tidemill.planner.run.PlannerEngine;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;

/**
 * The engine as a part of the service: made when it is started, as it wants its topics to be there.
 */
final class Engine implements Starting {
  private final Supplier<PlannerEngine> maker;
  private volatile @Nullable PlannerEngine running;

  Engine(Supplier<PlannerEngine> maker) {
    this.maker = maker;
  }

  @Override
  public void start() {
    PlannerEngine engine = maker.get();
    running = engine;
    engine.start();
  }

  /** Where it stands; empty before it is started. */
  Optional<KafkaStreams.State> state() {
    return Optional.ofNullable(running).map(PlannerEngine::state);
  }

  @Override
  public void close() {
    PlannerEngine engine = running;
    if (engine != null) {
      engine.close();
    }
  }
}
