package io.tidemill.executor.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemill.dbt.error.ProblemKind;
import io.tidemill.dbt.error.ProjectException;
import io.tidemill.event.AttemptCompleted;
import io.tidemill.event.AttemptHandedBack;
import io.tidemill.event.AttemptStarted;
import io.tidemill.event.CompletionStatus;
import io.tidemill.event.ErrorClass;
import io.tidemill.event.ModelEvent;
import io.tidemill.event.ModelReady;
import io.tidemill.executor.error.ErrorCode;
import io.tidemill.executor.error.ExecutorException;
import io.tidemill.executor.materialization.MaterializationContext;
import io.tidemill.executor.materialization.MaterializationResult;
import io.tidemill.executor.materialization.Materializer;
import io.tidemill.schemas.EventHeaders;
import io.tidemill.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/**
 * The executor on a real broker, with a materializer that does what the test says and needs no AWS.
 */
class ExecutorNodeTest {
  private static TestKafka kafka;

  @TempDir Path artifacts;
  private final Scripted materializer = new Scripted();
  private final TestProject project = new TestProject();
  private String fleetName;
  private TestFleet fleet;
  private TestExecutor executor;

  @BeforeAll
  static void startKafka() {
    kafka = TestKafka.start();
  }

  @AfterAll
  static void stopKafka() {
    kafka.close();
  }

  @BeforeEach
  void start(TestInfo test) {
    fleetName = test.getTestMethod().orElseThrow().getName();
    for (String node : new String[] {"a", "b", "c"}) {
      project.with(node, "select 1");
    }
    fleet = new TestFleet(kafka.clients(), fleetName);
    executor =
        new TestExecutor(
            kafka, TestExecutor.Options.of(fleetName, "one", artifacts), project, materializer);
    fleet.awaitHeartbeat("one", heartbeat -> true);
  }

  @AfterEach
  void stop() {
    materializer.releaseAll();
    executor.close();
    fleet.close();
  }

  @Test
  void tellsOfATaskFromItsStartToItsEndAndFreesItsSlot() {
    materializer.on("a", context -> MaterializationResult.built(null, 7L));

    fleet.give("one", "run", "a", 1);

    AttemptCompleted completed = fleet.completed("run", "a");
    assertThat(completed.getStatus()).isEqualTo(CompletionStatus.SUCCESS);
    assertThat(completed.getRowsAffected()).isEqualTo(7);
    assertThat(completed.getStatements()).isZero();
    assertThat(fleet.events("run", "a").map(ModelEvent::getEvent).findFirst())
        .hasValueSatisfying(event -> assertThat(event).isInstanceOf(AttemptStarted.class));
    fleet.awaitHeartbeat(
        "one",
        heartbeat -> heartbeat.getLeases().isEmpty() && heartbeat.getSlots().get(0).getFree() == 2);
  }

  @Test
  void heartbeatsNameTheTasksHeld() {
    materializer.block("a");

    fleet.give("one", "run", "a", 4);

    var heartbeat = fleet.awaitHeartbeat("one", h -> !h.getLeases().isEmpty());
    assertThat(heartbeat.getLeases().get(0).getNodeId()).isEqualTo("a");
    assertThat(heartbeat.getLeases().get(0).getEpoch()).isEqualTo(4);
    assertThat(heartbeat.getSlots().get(0).getFree()).isEqualTo(1);
  }

  @Test
  void takesOnlyWhatNamesItAndThisIncarnationOfIt() {
    ModelReady.Builder ready = fleet.ready("one", "run", "a", 1);
    fleet.send(ready.setExecutorId("two").build());
    fleet.send(ready.setExecutorId("one").setIncarnation(ready.getIncarnation() - 1).build());
    fleet.give("one", "run", "b", 1);

    fleet.completed("run", "b");

    assertThat(fleet.events("run", "a")).isEmpty();
  }

  @Test
  void aRecordThatCannotBeReadGoesToTheDeadLettersAndTheNextIsTaken() {
    fleet.send(Topics.MODEL_READY, "not avro".getBytes(StandardCharsets.UTF_8));
    fleet.give("one", "run", "a", 1);

    fleet.completed("run", "a");

    await().atMost(TestFleet.PATIENCE).until(() -> !fleet.deadLetters().isEmpty());
    var letter = fleet.deadLetters().get(0);
    assertThat(new String(letter.value(), StandardCharsets.UTF_8)).isEqualTo("not avro");
    assertThat(EventHeaders.get(letter.headers(), EventHeaders.DEAD_LETTER_TOPIC))
        .contains(Topics.MODEL_READY);
    assertThat(EventHeaders.get(letter.headers(), EventHeaders.DEAD_LETTER_REASON)).isPresent();
  }

  @Test
  void runsADispatchOnceHoweverOftenItIsDelivered() {
    ModelReady ready = fleet.give("one", "run", "a", 5);
    fleet.completed("run", "a");
    fleet.send(ready);
    fleet.give("one", "run", "a", 4);
    fleet.give("one", "run", "b", 1);

    fleet.completed("run", "b");

    assertThat(materializer.times("a")).isEqualTo(1);
  }

  @Test
  void handsBackWhatItHasNoSlotFor() {
    materializer.block("a");
    materializer.block("b");
    fleet.give("one", "run", "a", 1);
    fleet.give("one", "run", "b", 1);
    fleet.give("one", "run", "c", 1);

    assertThat(fleet.await("run", "c", AttemptHandedBack.class).getReason()).contains("no slot");
  }

  @Test
  void aUsersErrorAPlatformsErrorAndOurOwnAreToldApart() {
    materializer.on(
        "a",
        context -> {
          throw ProjectException.of(ProblemKind.values()[0], "no such macro");
        });
    materializer.on(
        "b",
        context -> {
          throw new ExecutorException(ErrorCode.QUOTA, "limit", "request-7", null);
        });
    materializer.on(
        "c",
        context -> {
          throw new IllegalStateException("bug");
        });
    fleet.give("one", "run", "a", 1);
    fleet.give("one", "run", "b", 1);
    AttemptCompleted user = fleet.completed("run", "a");
    AttemptCompleted capacity = fleet.completed("run", "b");
    fleet.give("one", "run", "c", 1);
    AttemptCompleted bug = fleet.completed("run", "c");

    assertThat(user.getErrorClass()).isEqualTo(ErrorClass.USER);
    assertThat(user.getMessage()).contains("no such macro").contains("models/a.sql");
    assertThat(capacity.getErrorClass()).isEqualTo(ErrorClass.CAPACITY);
    assertThat(capacity.getErrorCode()).isEqualTo("QUOTA");
    assertThat(capacity.getAwsRequestId()).isEqualTo("request-7");
    assertThat(bug.getErrorClass()).isEqualTo(ErrorClass.BUG);
  }

  @Test
  void aNodeThatTheProjectDoesNotHaveIsToldOf() {
    fleet.give("one", "run", "missing", 1);

    assertThat(fleet.completed("run", "missing").getMessage()).contains("missing");
  }

  @Test
  void cancellingARunEndsItsTaskAndNoOther() {
    materializer.untilInterrupted("a");
    materializer.block("b");
    fleet.give("one", "run-1", "a", 1);
    fleet.give("one", "run-2", "b", 1);
    fleet.await("run-1", "a", AttemptStarted.class);
    fleet.await("run-2", "b", AttemptStarted.class);

    fleet.cancel("run-1");

    assertThat(fleet.completed("run-1", "a").getStatus()).isEqualTo(CompletionStatus.CANCELLED);
    assertThat(fleet.events("run-2", "b").map(ModelEvent::getEvent))
        .noneMatch(AttemptCompleted.class::isInstance);
  }

  @Test
  void drainingHandsBackWhatHasSentNothingAndSaysTheLastWord() {
    materializer.untilInterrupted("a");
    fleet.give("one", "run", "a", 1);
    fleet.await("run", "a", AttemptStarted.class);

    executor.node.stop();

    fleet.await("run", "a", AttemptHandedBack.class);
    var last = fleet.awaitHeartbeat("one", heartbeat -> heartbeat.getLeaving());
    assertThat(last.getLeases()).isEmpty();
    assertThat(last.getDraining()).isTrue();
  }

  @Test
  void goesOnAfterTheBrokerWasRestarted() {
    materializer.block("a");
    fleet.give("one", "run", "a", 1);
    fleet.await("run", "a", AttemptStarted.class);

    kafka.stopBroker();
    kafka.startBroker();
    materializer.releaseAll();

    assertThat(fleet.completed("run", "a").getStatus()).isEqualTo(CompletionStatus.SUCCESS);
    fleet.give("one", "run", "b", 1);
    assertThat(fleet.completed("run", "b").getStatus()).isEqualTo(CompletionStatus.SUCCESS);
  }

  /** Does what the test says, per node. */
  private static final class Scripted implements Materializer {
    private final Map<String, Function<MaterializationContext, MaterializationResult>> script =
        new ConcurrentHashMap<>();
    private final Map<String, Integer> times = new ConcurrentHashMap<>();
    private final CountDownLatch released = new CountDownLatch(1);

    void on(String node, Function<MaterializationContext, MaterializationResult> behaviour) {
      script.put(node, behaviour);
    }

    void block(String node) {
      on(
          node,
          context -> {
            try {
              released.await();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
            return MaterializationResult.built(null, null);
          });
    }

    /** Asks for a statement again and again; the interruption is noticed before each. */
    void untilInterrupted(String node) {
      on(
          node,
          context -> {
            while (true) {
              context
                  .statements()
                  .run(
                      io.tidemill.executor.statement.StatementRequest.read(
                          "look",
                          java.util.List.of(
                              io.tidemill.executor.statement.SqlStep.query("q", "select 1"))));
            }
          });
    }

    void releaseAll() {
      released.countDown();
    }

    int times(String node) {
      return times.getOrDefault(node, 0);
    }

    @Override
    public MaterializationResult materialize(MaterializationContext context) {
      String node = context.node().uniqueId();
      times.merge(node, 1, Integer::sum);
      return script.getOrDefault(node, c -> MaterializationResult.built(null, null)).apply(context);
    }
  }
}
