package io.tidemill.orchestration.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemill.orchestration.dag.NodeKind;
import io.tidemill.orchestration.dag.PartitionMapping;
import io.tidemill.orchestration.event.Effect.Counted;
import io.tidemill.orchestration.event.Input;
import io.tidemill.orchestration.id.EnvironmentId;
import io.tidemill.orchestration.id.EventId;
import io.tidemill.orchestration.id.RunId;
import io.tidemill.orchestration.trigger.CoalescingPolicy;
import io.tidemill.orchestration.trigger.LedgerState;
import io.tidemill.orchestration.trigger.Trigger;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CoalescingTest {

  private static final CoalescingPolicy QUIET =
      CoalescingPolicy.quiet(Duration.ofSeconds(5), Duration.ofSeconds(20));

  private static TestProject shop(CoalescingPolicy orders) {
    return new TestProject()
        .source("orders", orders)
        .source("people", CoalescingPolicy.IMMEDIATE)
        .model("staged", "orders")
        .model("mart", "staged")
        .model("people_report", "people");
  }

  private static Scenario planner(CoalescingPolicy orders) {
    return Scenario.of(shop(orders)).executor("executor-1", 10);
  }

  @Test
  void aLandingRefreshesExactlyWhatIsDownstream() {
    Scenario planner = planner(CoalescingPolicy.IMMEDIATE);
    EventId event = planner.land("orders/a");

    assertThat(planner.nodesOf(planner.onlyRun())).containsExactlyInAnyOrder("staged", "mart");
    assertThat(planner.ledger(event).state()).isEqualTo(LedgerState.INCLUDED);
    assertThat(planner.ledger(event).run()).isEqualTo(new RunId(planner.onlyRun()));
  }

  @Test
  void theFirstLandingAlsoBuildsWhatItsModelsReadAndNobodyHasBuilt() {
    TestProject project =
        new TestProject()
            .source("orders", CoalescingPolicy.IMMEDIATE)
            .source("people", CoalescingPolicy.IMMEDIATE)
            .add(NodeKind.SEED, "countries")
            .model("staged_people", "people")
            .model("staged", "orders")
            .model("mart", "staged", "countries", "staged_people")
            .model("unrelated", "people");
    Scenario planner = Scenario.of(project).executor("executor-1", 10);
    planner.land("orders/a");
    String first = planner.onlyRun();
    assertThat(planner.nodesOf(first))
        .containsExactlyInAnyOrder("staged", "mart", "countries", "staged_people");

    for (String node : List.of("staged", "countries", "staged_people", "mart")) {
      planner.succeed(node);
    }
    planner.land("orders/b");
    assertThat(planner.runs()).hasSize(2);
    assertThat(planner.nodesOf(planner.runs().get(1))).containsExactlyInAnyOrder("staged", "mart");
  }

  @Test
  void landingsWithinTheQuietPeriodBecomeOneRun() {
    Scenario planner = planner(QUIET);
    EventId first = planner.land("orders/a");
    assertThat(planner.ledger(first).state()).isEqualTo(LedgerState.WAITING);
    assertThat(planner.ledger(first).waitingUntil()).isEqualTo(planner.now().plusSeconds(5));
    planner.pass(Duration.ofSeconds(4));
    EventId second = planner.land("orders/b");
    planner.pass(Duration.ofSeconds(4));
    assertThat(planner.runs()).isEmpty();

    planner.pass(Duration.ofSeconds(1));
    assertThat(planner.ledger(first).run()).isEqualTo(new RunId(planner.onlyRun()));
    assertThat(planner.ledger(second).state()).isEqualTo(LedgerState.MERGED);
    assertThat(planner.ledger(second).mergedInto()).isEqualTo(first);
  }

  @Test
  void theLongestWaitEndsAWindowThatNeverFallsQuiet() {
    Scenario planner = planner(QUIET);
    for (int i = 0; i < 10; i++) {
      planner.land("orders/" + i);
      planner.pass(Duration.ofSeconds(2));
    }

    assertThat(planner.runs()).hasSize(1);
  }

  @Test
  void theMarkerEndsTheWindowAtOnce() {
    Scenario planner =
        planner(new CoalescingPolicy(Duration.ZERO, Duration.ofHours(1), 1, "_SUCCESS", Set.of()));
    planner.land("orders/a");
    planner.pass(Duration.ofMinutes(10));
    assertThat(planner.runs()).isEmpty();

    planner.land("orders/_SUCCESS");
    assertThat(planner.runs()).hasSize(1);
  }

  @Test
  void waitsForTheDeclaredNumberOfFiles() {
    Scenario planner =
        planner(new CoalescingPolicy(Duration.ZERO, Duration.ofHours(1), 3, null, Set.of()));
    planner.land("orders/a");
    planner.land("orders/b");
    assertThat(planner.runs()).isEmpty();

    planner.land("orders/c");
    assertThat(planner.runs()).hasSize(1);
  }

  @Test
  void aQuorumWaitsForTheOtherSourceOrTheLongestWait() {
    CoalescingPolicy both =
        new CoalescingPolicy(
            Duration.ZERO, Duration.ofMinutes(5), 1, null, Set.of("source.shop.items"));
    TestProject project =
        new TestProject()
            .source("orders", both)
            .source(
                "items",
                new CoalescingPolicy(
                    Duration.ZERO, Duration.ofMinutes(5), 1, null, Set.of("source.shop.orders")))
            .model("joined", "orders", "items");
    Scenario together = Scenario.of(project);
    EventId orders = together.land("orders/a");
    assertThat(together.ledger(orders).reason()).contains("source.shop.items has landed");
    together.land("items/a");
    assertThat(together.runs()).hasSize(1);

    Scenario alone = Scenario.of(project);
    alone.land("orders/a");
    alone.pass(Duration.ofMinutes(5));
    assertThat(alone.runs()).hasSize(1);
  }

  @Test
  void whatLandsWhileItsModelsRunWaitsMergesAndRunsAfterwards() {
    Scenario planner = planner(CoalescingPolicy.IMMEDIATE);
    planner.land("orders/a");
    String first = planner.onlyRun();
    EventId second = planner.land("orders/b");
    EventId third = planner.land("orders/c");
    EventId elsewhere = planner.land("people/a");

    assertThat(planner.ledger(second).reason()).contains("for run " + first);
    assertThat(planner.ledger(third).mergedInto()).isEqualTo(second);
    assertThat(planner.ledger(elsewhere).state()).isEqualTo(LedgerState.INCLUDED);

    planner.succeed("staged");
    planner.succeed("mart");
    assertThat(planner.ledger(second).state()).isEqualTo(LedgerState.INCLUDED);
    assertThat(planner.runs()).hasSize(3);
    assertThat(planner.given()).containsExactly("staged", "people_report", "mart", "staged");
  }

  @Test
  void theSameWriteToldTwiceIsIgnoredAndSoIsAnOlderOne() {
    Scenario planner = planner(CoalescingPolicy.IMMEDIATE);
    give(planner, "one", "0055");
    give(planner, "one", "0055");
    assertThat(planner.counted()).containsOnlyOnce(Counted.REPEATED);

    give(planner, "same", "0055");
    give(planner, "older", "0054FF");
    assertThat(planner.ledger(new EventId("same")).state()).isEqualTo(LedgerState.IGNORED);
    assertThat(planner.ledger(new EventId("older")).reason())
        .isEqualTo("a newer write of the object came as trigger one");
    assertThat(planner.runs()).hasSize(1);

    give(planner, "newer", "00551");
    assertThat(planner.ledger(new EventId("newer")).state()).isEqualTo(LedgerState.WAITING);
  }

  @Test
  void whatMatchesNothingIsIgnoredAndAnUnknownEnvironmentRefused() {
    Scenario planner = planner(QUIET);
    EventId event = planner.land("elsewhere/a");
    assertThat(planner.ledger(event).state()).isEqualTo(LedgerState.IGNORED);
    assertThat(planner.ledger(event).reason()).contains("lake/elsewhere/a");

    var base = planner.trigger(new EventId("meant"), "orders/a", "e", null);
    planner.give(
        new Input.TriggerReceived(
            new Trigger(
                base.id(),
                new EnvironmentId("nowhere"),
                base.kind(),
                base.source(),
                base.subject(),
                null,
                base.etag(),
                null,
                base.occurredAt(),
                base.receivedAt(),
                base.parameters())));
    assertThat(planner.ledger(new EventId("meant")).state()).isEqualTo(LedgerState.REFUSED);
  }

  @Test
  void aPausedEnvironmentKeepsLandingsUntilItIsResumed() {
    Scenario planner = planner(CoalescingPolicy.IMMEDIATE);
    planner.give(new Input.PauseRequested(new EnvironmentId("prod")));
    EventId event = planner.land("orders/a");
    assertThat(planner.ledger(event).reason()).isEqualTo("until the environment is resumed");

    planner.give(new Input.ResumeRequested(new EnvironmentId("prod")));
    assertThat(planner.ledger(event).state()).isEqualTo(LedgerState.INCLUDED);
  }

  @Test
  void landedPartitionsReachModelsThatMapThemAndWidenAtThoseThatDoNot() {
    TestProject project =
        new TestProject()
            .source("orders", QUIET)
            .add(NodeKind.MODEL, "daily", "*", null, PartitionMapping.IDENTITY, "orders")
            .add(NodeKind.EPHEMERAL, "passing", "daily")
            .add(NodeKind.MODEL, "daily_too", "*", null, PartitionMapping.IDENTITY, "passing")
            .model("total", "daily_too")
            .add(NodeKind.MODEL, "below", "*", null, PartitionMapping.IDENTITY, "total");
    Scenario planner = Scenario.of(project).executor("executor-1", 10);
    planner.land("orders/dt=2026-11-22/a");
    planner.land("orders/dt=2026-11-20/a");
    planner.pass(Duration.ofSeconds(5));

    planner.succeed("daily");
    planner.succeed("daily_too");
    planner.succeed("total");
    assertThat(planner.ready("daily").plan().partitions().paths())
        .containsExactly("dt=2026-11-20", "dt=2026-11-22");
    assertThat(planner.ready("daily_too").plan().partitions().paths()).hasSize(2);
    assertThat(planner.ready("total").plan().partitions().isWhole()).isTrue();
    assertThat(planner.ready("below").plan().partitions().isWhole()).isTrue();
  }

  private static void give(Scenario planner, String id, String sequencer) {
    planner.give(
        new Input.TriggerReceived(planner.trigger(new EventId(id), "orders/a", "etag", sequencer)));
  }
}
