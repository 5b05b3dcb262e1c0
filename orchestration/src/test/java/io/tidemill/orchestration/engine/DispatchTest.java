package io.tidemill.orchestration.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemill.orchestration.dag.NodeKind;
import io.tidemill.orchestration.dag.PartitionMapping;
import io.tidemill.orchestration.dag.Verb;
import io.tidemill.orchestration.dispatch.SlotOffer;
import io.tidemill.orchestration.event.Input;
import io.tidemill.orchestration.event.Input.ExecutorHeartbeat.Presence;
import io.tidemill.orchestration.id.EnvironmentId;
import io.tidemill.orchestration.id.ProjectDigest;
import io.tidemill.orchestration.run.Completion;
import io.tidemill.orchestration.run.RunRequest;
import io.tidemill.orchestration.run.TaskResult;
import io.tidemill.orchestration.run.TaskState;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DispatchTest {

  @Test
  void theLongestPathStillToGoComesFirst() {
    TestProject project =
        new TestProject().model("leaf").model("short").model("end", "short").model("long");
    project.model("middle", "long").model("last", "middle");
    Scenario planner = Scenario.of(project).executor("executor-1", 1);
    planner.run("r", RunRequest.all(Verb.RUN));

    // Two paths of the same length are left: the one that has been ready longer goes first.
    planner.pass(Duration.ofSeconds(1));
    planner.succeed("long");
    assertThat(planner.given()).containsExactly("long", "short");
  }

  @Test
  void learnedDurationsDecideWhichPathIsLongest() {
    TestProject project =
        new TestProject().model("slow").model("chain").model("chain_end", "chain");
    Scenario planner = Scenario.of(project).executor("executor-1", 1);
    planner.run("first", RunRequest.all(Verb.RUN));
    assertThat(planner.given()).containsExactly("chain");
    finish(planner, "chain", Duration.ofSeconds(1));
    finish(planner, planner.given().get(1), Duration.ofMinutes(1));
    finish(planner, planner.given().get(2), Duration.ofMinutes(1));
    planner.run("second", RunRequest.all(Verb.RUN).selecting("slow", "chain"));

    assertThat(planner.given().get(3)).isEqualTo("slow");
    assertThat(planner.ready("slow").plan().expectedMillis()).isEqualTo(60_000);
  }

  @Test
  void environmentsTakeTurnsForSlots() {
    TestProject project = new TestProject().model("a").model("b").model("c").model("d");
    Scenario planner = Scenario.of(project);
    planner.give(new Input.ProjectDeployed(new EnvironmentId("dev"), new ProjectDigest("v1")));
    planner.run("prod", "big", RunRequest.all(Verb.RUN));
    planner.run("dev", "late", RunRequest.all(Verb.RUN).selecting("a"));
    planner.executor("executor-1", 2);

    assertThat(planner.readies())
        .extracting(ready -> ready.run().environment().value())
        .containsExactlyInAnyOrder("prod", "dev");
  }

  @Test
  void neverMoreAtOnceThanThePoolHasPermits() {
    TestProject project = new TestProject().model("free");
    for (String name : new String[] {"x", "y", "z"}) {
      project.add(NodeKind.MODEL, name, "*", "heavy", PartitionMapping.ALL);
    }
    Scenario planner =
        Scenario.of(project, Policy.DEFAULT.withPools(Map.of("heavy", 1)))
            .executor("executor-1", 10);
    planner.run("r", RunRequest.all(Verb.RUN));

    assertThat(planner.given()).containsExactlyInAnyOrder("free", "x");
    assertThat(planner.stateOf("r", "y")).isEqualTo(TaskState.HELD);
    assertThat(planner.task("r", "y").note()).isEqualTo("pool heavy is used up");
    planner.succeed("x");
    planner.succeed("y");
    assertThat(planner.given()).containsExactlyInAnyOrder("free", "x", "y", "z");
  }

  @Test
  void aTaskRunsOnlyWhereItsSessionSpecIsOffered() {
    TestProject project =
        new TestProject()
            .add(NodeKind.MODEL, "big", "spec-large", null, PartitionMapping.ALL)
            .model("any");
    Scenario planner =
        Scenario.of(project).executor("small", 1, Presence.TAKING, new SlotOffer("spec-small", 5));
    planner.run("r", RunRequest.all(Verb.RUN));
    assertThat(planner.given()).containsExactly("any");

    planner.executor("large", 1, Presence.TAKING, new SlotOffer("spec-large", 1));
    assertThat(planner.ready("big").task().executor()).hasToString("large");
  }

  @Test
  void neverMoreTasksThanSlotsAndTheFreestExecutorFirst() {
    TestProject project = new TestProject().model("a").model("b").model("c").model("d").model("e");
    Scenario planner = Scenario.of(project);
    planner.run("r", RunRequest.all(Verb.RUN));
    planner.executor("executor-1", 1).executor("executor-2", 3);

    assertThat(planner.readies()).hasSize(4);
    planner.executor("executor-1", 1).executor("executor-2", 3);
    assertThat(planner.readies()).hasSize(4);
  }

  private static void finish(Scenario planner, String node, Duration took) {
    planner.give(
        new Input.TaskCompleted(
            planner.lease(node),
            new TaskResult(
                Completion.SUCCESS,
                null,
                null,
                "",
                null,
                null,
                1,
                1,
                0,
                null,
                planner.now().minus(took),
                null,
                planner.now())));
  }
}
