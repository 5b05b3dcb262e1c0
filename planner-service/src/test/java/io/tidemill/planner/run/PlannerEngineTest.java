package io.tidemill.planner.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemill.orchestration.engine.Policy;
import io.tidemill.orchestration.id.NodeId;
import io.tidemill.schemas.Topics;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlannerEngineTest {

  private static final int LAYERS = 20;
  private static final int WIDTH = 5;

  @TempDir private Path directory;

  @Test
  void eachModelIsGivenOnceInOrderThoughThePlannerIsRestartedWithAndWithoutItsFiles()
      throws Exception {
    GridProject project = new GridProject(LAYERS, WIDTH, 2);
    try (BrokerFixture kafka = BrokerFixture.start(directory.resolve("kafka"));
        NoOpFleet fleet =
            new NoOpFleet(
                    kafka.bootstrapServers(),
                    kafka.registryUrl(),
                    List.of("executor-1", "executor-2"),
                    3)
                .start()) {
      Instant now = Instant.now();
      fleet.send(Topics.COMMANDS, Events.deploy("prod", "digest", now));
      fleet.send(Topics.COMMANDS, Events.run("prod", "run-1", "run", now));

      runUntil(kafka, project, "state", fleet, LAYERS * WIDTH / 4);
      runUntil(kafka, project, "state", fleet, LAYERS * WIDTH / 2);
      runUntil(kafka, project, "other-state", fleet, LAYERS * WIDTH);

      assertThat(fleet.repeated()).isZero();
      assertInOrder(project, fleet);
      assertThat(fleet.taken())
          .extracting(taken -> taken.ready().getExecutorId())
          .contains("executor-1", "executor-2");
    }
  }

  private void runUntil(
      BrokerFixture kafka, GridProject project, String state, NoOpFleet fleet, int models) {
    try (PlannerEngine engine = engine(kafka, project, directory.resolve(state))) {
      engine.start();
      await("engine running")
          .atMost(Duration.ofSeconds(60))
          .until(() -> engine.state() == KafkaStreams.State.RUNNING);
      await(models + " models given")
          .atMost(Duration.ofSeconds(60))
          .until(() -> distinctModels(fleet) >= models);
    }
  }

  private static PlannerEngine engine(BrokerFixture kafka, GridProject project, Path state) {
    return new PlannerEngine(
        EngineSettings.local(state, kafka.settings()),
        digest -> Optional.of(project),
        Policy.DEFAULT,
        EngineListener.SILENT,
        Clock.systemUTC());
  }

  private static long distinctModels(NoOpFleet fleet) {
    return fleet.taken().stream().map(taken -> taken.ready().getNodeId()).distinct().count();
  }

  private static void assertInOrder(GridProject project, NoOpFleet fleet) {
    Map<String, Long> firstTaken = new HashMap<>();
    fleet.taken().forEach(t -> firstTaken.putIfAbsent(t.ready().getNodeId(), t.takenAt()));
    assertThat(firstTaken).hasSize(LAYERS * WIDTH);
    for (String node : firstTaken.keySet()) {
      for (NodeId parent : project.dag().parents(new NodeId(node))) {
        assertThat(firstTaken.get(parent.value())).isLessThan(firstTaken.get(node));
      }
    }
  }
}
