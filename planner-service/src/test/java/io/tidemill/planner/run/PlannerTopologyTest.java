package io.tidemill.planner.run;

import static io.tidemill.planner.run.DrivenPlanner.FLEET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tidemill.event.LedgerEntry;
import io.tidemill.event.LedgerState;
import io.tidemill.event.ModelReady;
import io.tidemill.event.RunRecord;
import io.tidemill.event.RunState;
import io.tidemill.event.RunView;
import io.tidemill.orchestration.event.Effect.Counted;
import io.tidemill.orchestration.trigger.CoalescingPolicy;
import io.tidemill.schemas.EventHeaders;
import io.tidemill.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlannerTopologyTest {

  private static final CoalescingPolicy QUIET =
      CoalescingPolicy.quiet(Duration.ofSeconds(5), Duration.ofMinutes(1));

  @TempDir private Path directory;
  private final List<Counted> counted = new ArrayList<>();
  private DrivenPlanner planner;

  @BeforeEach
  void deploy() {
    EngineListener listener =
        new EngineListener() {
          @Override
          public void counted(Counted what, String detail) {
            counted.add(what);
          }
        };
    planner = new DrivenPlanner(directory, new ChainProject(QUIET), listener);
    planner.send(Topics.COMMANDS, Events.deploy("prod", "digest-1", planner.now()));
  }

  @AfterEach
  void close() {
    planner.close();
  }

  @Test
  void aLandingBecomesOneRunWhoseModelsAreReadyInOrder() {
    beat("executor-1");
    planner.send(Topics.TRIGGERS, Events.landed("event-1", "landing/a", planner.now()));
    planner.send(Topics.TRIGGERS, Events.landed("event-2", "landing/b", planner.now()));
    assertThat(ready()).isEmpty();

    planner.pass(Duration.ofSeconds(3));
    beat("executor-1");
    planner.pass(Duration.ofSeconds(3));
    ModelReady staging = onlyReady();
    assertThat(staging.getNodeId()).isEqualTo(ChainProject.STAGING.value());
    assertThat(staging.getExecutorId()).isEqualTo("executor-1");
    assertThat(staging.getProjectDigest()).isEqualTo("digest-1");

    complete(staging);
    ModelReady mart = onlyReady();
    assertThat(mart.getNodeId()).isEqualTo(ChainProject.MART.value());
    complete(mart);

    RunRecord run = lastRun();
    assertThat(run.getState()).isEqualTo(RunState.SUCCEEDED);
    assertThat(run.getSucceeded()).isEqualTo(2);
    assertThat(run.getTriggerIds()).containsExactly("event-1", "event-2");
    assertThat(planner.read(Topics.LEDGER, LedgerEntry.class))
        .extracting(LedgerEntry::getTriggerId, LedgerEntry::getState)
        .containsExactly(
            tuple("event-1", LedgerState.WAITING),
            tuple("event-2", LedgerState.MERGED),
            tuple("event-1", LedgerState.INCLUDED));
  }

  @Test
  void recordsThatCannotBeUsedGoToTheDeadLettersAndTheStreamGoesOn() {
    planner.sendBytes(Topics.TRIGGERS, FLEET, "not avro".getBytes(StandardCharsets.UTF_8));
    planner.sendBytes(Topics.TRIGGERS, FLEET, null);
    planner.send(Topics.MODEL_EVENTS, Events.deploy("prod", "digest-2", planner.now()));
    planner.send(Topics.COMMANDS, Events.run("prod", "run-1", "frobnicate", planner.now()));
    planner.sendBytes(
        Topics.COMMANDS,
        null,
        new LocalAvro()
            .serialize(Topics.COMMANDS, Events.deploy("prod", "digest-2", planner.now())));

    List<TestRecord<String, byte[]>> dead = planner.readRecords(Topics.deadLetters("planner"));
    assertThat(dead)
        .extracting(record -> header(record, EventHeaders.DEAD_LETTER_TOPIC))
        .containsExactly(
            Topics.TRIGGERS,
            Topics.TRIGGERS,
            Topics.MODEL_EVENTS,
            Topics.COMMANDS,
            Topics.COMMANDS);
    assertThat(dead)
        .extracting(record -> header(record, EventHeaders.DEAD_LETTER_REASON))
        .satisfies(reasons -> assertThat(reasons.get(0)).contains("not Avro"))
        .satisfies(reasons -> assertThat(reasons.get(1)).contains("empty"))
        .satisfies(reasons -> assertThat(reasons.get(2)).contains("Expected a ModelEvent"))
        .satisfies(reasons -> assertThat(reasons.get(3)).contains("frobnicate"))
        .satisfies(reasons -> assertThat(reasons.get(4)).contains("name a fleet"));
    assertThat(dead.get(0).value()).isEqualTo("not avro".getBytes(StandardCharsets.UTF_8));

    beat("executor-1");
    planner.send(Topics.COMMANDS, Events.run("prod", "run-1", "build", planner.now()));
    assertThat(onlyReady().getNodeId()).isEqualTo(ChainProject.STAGING.value());
  }

  @Test
  void goesOnAfterARestartWhereItWas() {
    beat("executor-1");
    planner.send(Topics.COMMANDS, Events.run("prod", "run-1", "build", planner.now()));
    ModelReady staging = onlyReady();

    planner.restart();
    complete(staging);
    ModelReady mart = onlyReady();
    planner.restart();
    complete(mart);

    assertThat(lastRun().getState()).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  void aSilentExecutorsTaskGoesToAnotherWithItsJournalUnderTheNextEpoch() {
    beat("executor-1");
    planner.send(Topics.COMMANDS, Events.run("prod", "run-1", "build", planner.now()));
    ModelReady first = onlyReady();
    planner.send(Topics.MODEL_EVENTS, Events.started(first, planner.now()));
    planner.send(Topics.MODEL_EVENTS, Events.intended(first, planner.now()));

    for (int second = 0; second < 12; second++) {
      planner.pass(Duration.ofSeconds(1));
      beat("executor-2");
    }

    ModelReady second = onlyReady();
    assertThat(second.getNodeId()).isEqualTo(first.getNodeId());
    assertThat(second.getExecutorId()).isEqualTo("executor-2");
    assertThat(second.getEpoch()).isEqualTo(first.getEpoch() + 1);
    assertThat(Objects.requireNonNull(second.getJournal()).getSessionId()).isEqualTo("session-1");
    assertThat(second.getJournal().getStatementId()).isNull();

    complete(first);
    assertThat(ready()).as("what the first executor still says is over").isEmpty();
    assertThat(counted).contains(Counted.LEASE_EXPIRED, Counted.FENCED);
    complete(second);
    assertThat(onlyReady().getNodeId()).isEqualTo(ChainProject.MART.value());
  }

  private void beat(String executor) {
    planner.send(Topics.EXECUTORS, Events.beat(executor, 2, List.of(), planner.now()));
  }

  private void complete(ModelReady ready) {
    planner.send(Topics.MODEL_EVENTS, Events.succeeded(ready, planner.now()));
  }

  private List<ModelReady> ready() {
    return planner.read(Topics.MODEL_READY, ModelReady.class);
  }

  private ModelReady onlyReady() {
    List<ModelReady> ready = ready();
    assertThat(ready).hasSize(1);
    return ready.get(0);
  }

  private RunRecord lastRun() {
    List<RunRecord> runs =
        planner.read(Topics.RUNS, RunView.class).stream()
            .map(RunView::getRun)
            .filter(Objects::nonNull)
            .toList();
    return runs.get(runs.size() - 1);
  }

  private static String header(TestRecord<String, byte[]> record, String name) {
    return EventHeaders.get(record.headers(), name).orElse("");
  }
}
