package io.tidemill.orchestration.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemill.orchestration.dag.NodeKind;
import io.tidemill.orchestration.dag.Verb;
import io.tidemill.orchestration.event.Effect.Counted;
import io.tidemill.orchestration.event.Input;
import io.tidemill.orchestration.id.EnvironmentId;
import io.tidemill.orchestration.id.RunId;
import io.tidemill.orchestration.run.Completion;
import io.tidemill.orchestration.run.ErrorClass;
import io.tidemill.orchestration.run.RunRequest;
import io.tidemill.orchestration.run.RunState;
import io.tidemill.orchestration.run.TaskState;
import io.tidemill.orchestration.state.Key;
import org.junit.jupiter.api.Test;

class ReadinessTest {

  private final TestProject diamond =
      new TestProject()
          .model("a")
          .model("b", "a")
          .model("c", "a")
          .model("d", "b", "c")
          .add(NodeKind.TEST, "a_is_unique", "a");

  private final Scenario planner = Scenario.of(diamond).executor("executor-1", 10);

  @Test
  void givesOutAModelWhenItsLastParentHasSucceeded() {
    planner.run("r", RunRequest.all(Verb.RUN));
    assertThat(planner.given()).containsExactly("a");

    planner.succeed("a");
    assertThat(planner.given()).containsExactlyInAnyOrder("a", "b", "c");

    planner.succeed("b");
    assertThat(planner.given()).doesNotContain("d");
    planner.succeed("c");
    planner.succeed("d");
    assertThat(planner.stateOf("r")).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  void buildHoldsChildrenBackUntilTheTestsOfTheirParentHavePassed() {
    planner.run("r", RunRequest.all(Verb.BUILD));
    planner.succeed("a");
    assertThat(planner.given()).containsExactly("a", "a_is_unique");

    planner.complete("a_is_unique", Completion.PASS, null);
    assertThat(planner.given()).contains("b", "c");
  }

  @Test
  void aFailedTestSkipsWhatDependsOnTheModel() {
    planner.run("r", RunRequest.all(Verb.BUILD));
    planner.succeed("a");
    planner.complete("a_is_unique", Completion.FAIL, null);

    assertThat(planner.stateOf("r", "b")).isEqualTo(TaskState.SKIPPED);
    assertThat(planner.stateOf("r", "d")).isEqualTo(TaskState.SKIPPED);
    assertThat(planner.task("r", "d").note()).contains("a_is_unique failed");
    assertThat(planner.stateOf("r")).isEqualTo(RunState.FAILED);
  }

  @Test
  void aTestThatWarnsSkipsNothing() {
    planner.run("r", RunRequest.all(Verb.BUILD));
    planner.succeed("a");
    planner.complete("a_is_unique", Completion.WARN, null);

    assertThat(planner.given()).contains("b", "c");
  }

  @Test
  void runLeavesTestsOutAndTestLeavesModelsOut() {
    planner.run("r", RunRequest.all(Verb.RUN));
    planner.run("t", RunRequest.all(Verb.TEST));

    assertThat(planner.nodesOf("r")).containsExactlyInAnyOrder("a", "b", "c", "d");
    assertThat(planner.nodesOf("t")).containsExactly("a_is_unique");
  }

  @Test
  void aFailureSkipsWhatIsBelowItAndNothingElse() {
    planner.run("r", RunRequest.all(Verb.RUN));
    planner.succeed("a");
    planner.fail("b", ErrorClass.USER);

    assertThat(planner.stateOf("r", "d")).isEqualTo(TaskState.SKIPPED);
    assertThat(planner.stateOf("r", "c")).isEqualTo(TaskState.DISPATCHED);
    assertThat(planner.stateOf("r")).isEqualTo(RunState.RUNNING);
    planner.succeed("c");
    assertThat(planner.stateOf("r")).isEqualTo(RunState.FAILED);
  }

  @Test
  void failFastSkipsWhatHasNotBegunAndLetsTheRestEnd() {
    TestProject fan = new TestProject().model("x").model("y").model("z");
    Scenario planner = Scenario.of(fan).executor("executor-1", 2);
    planner.run("r", RunRequest.all(Verb.RUN).failingFast());
    planner.fail("x", ErrorClass.USER);

    assertThat(planner.stateOf("r", "z")).isEqualTo(TaskState.SKIPPED);
    assertThat(planner.stateOf("r", "y")).isEqualTo(TaskState.DISPATCHED);
    assertThat(planner.stateOf("r")).isEqualTo(RunState.STOPPING);
    planner.succeed("y");
    assertThat(planner.stateOf("r")).isEqualTo(RunState.FAILED);
  }

  @Test
  void retryRunsWhatFailedAndWhatWasSkippedAndNothingElse() {
    planner.run("r", RunRequest.all(Verb.RUN));
    planner.succeed("a");
    planner.fail("b", ErrorClass.USER);
    planner.succeed("c");

    planner.give(
        new Input.RetryRequested(
            new RunId("again"), new EnvironmentId("prod"), null, "somebody", planner.now()));

    assertThat(planner.nodesOf("again")).containsExactlyInAnyOrder("b", "d");
    planner.succeed("b");
    planner.succeed("d");
    assertThat(planner.stateOf("again")).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  void cancelEndsWhatHasNotBegunAndWaitsForWhatHas() {
    planner.run("r", RunRequest.all(Verb.RUN));
    planner.give(new Input.CancelRequested(new RunId("r"), "somebody"));

    assertThat(planner.stateOf("r", "a")).isEqualTo(TaskState.CANCELLING);
    assertThat(planner.stateOf("r", "d")).isEqualTo(TaskState.CANCELLED);
    assertThat(planner.stateOf("r")).isEqualTo(RunState.CANCELLING);
    planner.complete("a", Completion.CANCELLED, null);
    assertThat(planner.stateOf("r")).isEqualTo(RunState.CANCELLED);
  }

  @Test
  void pauseBeginsNothingAndResumeGoesOn() {
    planner.run("r", RunRequest.all(Verb.RUN));
    planner.give(new Input.PauseRequested(new EnvironmentId("prod")));
    planner.succeed("a");
    assertThat(planner.given()).containsExactly("a");

    planner.give(new Input.ResumeRequested(new EnvironmentId("prod")));
    assertThat(planner.given()).contains("b", "c");
  }

  @Test
  void aModelOfTwoRunsRunsOnceAtATime() {
    planner.run("first", RunRequest.all(Verb.RUN).selecting("a"));
    planner.run("second", RunRequest.all(Verb.RUN).selecting("a"));

    assertThat(planner.given()).containsExactly("a");
    assertThat(planner.stateOf("second", "a")).isEqualTo(TaskState.HELD);
    planner.succeed("a");
    assertThat(planner.readies().get(1).run().id()).isEqualTo(new RunId("second"));
  }

  @Test
  void aRequestThatCannotBeFollowedIsAFailedRunThatSaysWhy() {
    planner.run("nowhere", "r", RunRequest.all(Verb.RUN));

    assertThat(planner.stateOf("r")).isEqualTo(RunState.FAILED);
    assertThat(planner.counted()).contains(Counted.REFUSED);
    assertThat(planner.state.get(Tables.RUN_HEADERS, Key.of("r")))
        .satisfies(
            header ->
                assertThat(header.reason())
                    .isEqualTo(
                        "refused: environment nowhere is not deployed; deploy its project first"));
  }

  @Test
  void theSameRequestTwiceIsOneRun() {
    planner.run("r", RunRequest.all(Verb.RUN));
    planner.run("r", RunRequest.all(Verb.RUN));

    assertThat(planner.given()).containsExactly("a");
    assertThat(planner.counted()).contains(Counted.REPEATED);
  }

  @Test
  void aRunOfNothingEndsAtOnce() {
    planner.run("r", RunRequest.all(Verb.SEED));

    assertThat(planner.stateOf("r")).isEqualTo(RunState.SUCCEEDED);
  }
}
