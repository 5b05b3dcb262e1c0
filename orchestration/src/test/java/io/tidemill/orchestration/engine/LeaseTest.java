package io.tidemill.orchestration.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemill.orchestration.dag.Verb;
import io.tidemill.orchestration.dispatch.SlotOffer;
import io.tidemill.orchestration.event.Effect.Counted;
import io.tidemill.orchestration.event.Effect.EmitModelReady;
import io.tidemill.orchestration.event.Input;
import io.tidemill.orchestration.event.Input.ExecutorHeartbeat.Presence;
import io.tidemill.orchestration.id.Lease;
import io.tidemill.orchestration.run.Completion;
import io.tidemill.orchestration.run.ErrorClass;
import io.tidemill.orchestration.run.Journal;
import io.tidemill.orchestration.run.RunRequest;
import io.tidemill.orchestration.run.RunState;
import io.tidemill.orchestration.run.TaskState;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LeaseTest {

  private static final SlotOffer TWO = new SlotOffer("*", 2);

  private final Scenario planner =
      Scenario.of(new TestProject().model("a").model("b", "a")).executor("executor-1", 2);

  @Test
  void aSilentExecutorsTaskGoesOnElsewhereUnderTheNextEpochWithItsJournal() {
    planner.run("r", RunRequest.all(Verb.RUN));
    Lease first = planner.lease("a");
    Journal journal = new Journal(1, 1, "session-1", 7, "hash");
    planner.give(new Input.TaskJournaled(first, journal));
    planner.pass(Duration.ofSeconds(9));
    planner.executor("executor-2", 2);
    assertThat(planner.readies()).hasSize(1);

    planner.pass(Duration.ofSeconds(1));
    EmitModelReady second = planner.ready("a");
    assertThat(second.task().executor()).hasToString("executor-2");
    assertThat(second.task().lease()).isEqualTo(new Lease(first.task(), 1, first.epoch() + 1));
    assertThat(second.task().journal()).isEqualTo(journal);
    assertThat(planner.counted()).contains(Counted.LEASE_EXPIRED);
  }

  @Test
  void whatAnOldEpochSaysIsIgnoredAndCounted() {
    planner.run("r", RunRequest.all(Verb.RUN));
    Lease old = planner.lease("a");
    planner.executor("executor-1", 2, Presence.TAKING, TWO);
    assertThat(planner.lease("a").epoch()).isEqualTo(old.epoch() + 1);

    planner.complete(old, Completion.SUCCESS, null);
    assertThat(planner.stateOf("r", "a")).isEqualTo(TaskState.DISPATCHED);
    assertThat(planner.counted()).contains(Counted.FENCED);
  }

  @Test
  void theSameEndToldTwiceCountsOnce() {
    planner.run("r", RunRequest.all(Verb.RUN));
    Lease lease = planner.lease("a");
    planner.complete(lease, Completion.SUCCESS, null);
    planner.complete(lease, Completion.ERROR, ErrorClass.USER);

    assertThat(planner.stateOf("r", "a")).isEqualTo(TaskState.SUCCEEDED);
    assertThat(planner.given()).containsExactly("a", "b");
  }

  @Test
  void aHeartbeatSentBeforeTheTaskArrivedTakesNothingAway() {
    planner.run("r", RunRequest.all(Verb.RUN));
    planner.beat("executor-1", 1, Presence.TAKING, Set.of(), TWO);
    planner.pass(Duration.ofSeconds(2));

    assertThat(planner.stateOf("r", "a")).isEqualTo(TaskState.DISPATCHED);
    assertThat(planner.lease("a").epoch()).isEqualTo(1);
  }

  @Test
  void aTaskThatItsExecutorNoLongerSpeaksOfIsGivenAgain() {
    planner.run("r", RunRequest.all(Verb.RUN));
    for (int second = 0; second <= 14; second++) {
      planner.pass(Duration.ofSeconds(1));
      planner.beat("executor-1", 1, Presence.TAKING, Set.of(), TWO);
    }

    assertThat(planner.lease("a").epoch()).isEqualTo(2);
  }

  @Test
  void silenceIsNotHeldAgainstExecutorsWhileThePlannerWasAway() {
    planner.run("r", RunRequest.all(Verb.RUN));
    planner.pass(Duration.ZERO);
    planner.give(new Input.Tick(planner.now().plusSeconds(60)));

    assertThat(planner.lease("a").epoch()).isEqualTo(1);
  }

  @Test
  void aDrainingExecutorGetsNothing() {
    planner.executor("executor-1", 1, Presence.DRAINING, TWO);
    planner.run("r", RunRequest.all(Verb.RUN));
    assertThat(planner.given()).isEmpty();

    planner.executor("executor-2", 1);
    assertThat(planner.given()).containsExactly("a");
  }

  @Test
  void aTaskHandedBackIsQueuedAgainWithoutCountingAsATry() {
    planner.run("r", RunRequest.all(Verb.RUN));
    planner.give(new Input.TaskHandedBack(planner.lease("a"), "shutting down"));

    assertThat(planner.lease("a").attempt()).isEqualTo(1);
    assertThat(planner.lease("a").epoch()).isEqualTo(2);
  }

  @Test
  void aUsersErrorAndABugAreNotRepeated() {
    planner.run("user", RunRequest.all(Verb.RUN).selecting("a"));
    planner.fail("a", ErrorClass.USER);
    planner.run("bug", RunRequest.all(Verb.RUN).selecting("a"));
    planner.fail("a", ErrorClass.BUG);

    assertThat(planner.stateOf("user")).isEqualTo(RunState.FAILED);
    assertThat(planner.stateOf("bug")).isEqualTo(RunState.FAILED);
    assertThat(planner.readies()).hasSize(2);
  }

  @Test
  void aPlatformErrorIsRepeatedAfterGrowingWaitsUntilTheTriesAreUsedUp() {
    planner.run("r", RunRequest.all(Verb.RUN));
    for (int attempt = 1; attempt < 4; attempt++) {
      assertThat(planner.lease("a").attempt()).isEqualTo(attempt);
      planner.fail("a", ErrorClass.PLATFORM);
      assertThat(planner.stateOf("r", "a")).isEqualTo(TaskState.BACKING_OFF);
      // Half the chance: three quarters of 2, 4 and 8 seconds.
      Duration wait = Duration.ofMillis(1_500L << (attempt - 1));
      planner.pass(wait.minusMillis(1));
      planner.executor("executor-1", 2);
      assertThat(planner.readies()).hasSize(attempt);
      planner.pass(Duration.ofMillis(1));
      assertThat(planner.readies()).hasSize(attempt + 1);
    }
    planner.fail("a", ErrorClass.PLATFORM);

    assertThat(planner.stateOf("r")).isEqualTo(RunState.FAILED);
    assertThat(planner.stateOf("r", "b")).isEqualTo(TaskState.SKIPPED);
  }

  @Test
  void anUnknownOutcomeKeepsItsJournalForTheNextTryToSettle() {
    planner.run("r", RunRequest.all(Verb.RUN));
    Journal journal = new Journal(1, 1, "session-1", 7, "hash");
    planner.give(new Input.TaskJournaled(planner.lease("a"), journal));
    planner.complete("a", Completion.UNKNOWN, ErrorClass.PLATFORM);
    planner.pass(Duration.ofSeconds(2));

    assertThat(planner.ready("a").task().journal()).isEqualTo(journal);
    assertThat(planner.lease("a").attempt()).isEqualTo(2);
  }

  @Test
  void aCleanFailureLeavesNoJournal() {
    planner.run("r", RunRequest.all(Verb.RUN));
    planner.give(
        new Input.TaskJournaled(planner.lease("a"), new Journal(1, 1, "session-1", 7, "hash")));
    planner.fail("a", ErrorClass.PLATFORM);
    planner.pass(Duration.ofSeconds(2));

    assertThat(planner.ready("a").task().journal()).isNull();
  }
}
