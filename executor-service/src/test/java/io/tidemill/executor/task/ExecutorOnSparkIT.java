package io.tidemill.executor.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemill.event.AttemptCompleted;
import io.tidemill.event.AttemptHandedBack;
import io.tidemill.event.CompletionStatus;
import io.tidemill.event.ErrorClass;
import io.tidemill.event.JournalEntry;
import io.tidemill.event.ModelEvent;
import io.tidemill.event.ModelReady;
import io.tidemill.event.StatementSubmitted;
import io.tidemill.executor.materialization.MaterializationContext;
import io.tidemill.executor.materialization.MaterializationResult;
import io.tidemill.executor.statement.SqlStep;
import io.tidemill.executor.statement.StatementRequest;
import io.tidemill.executor.statement.StepResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/**
 * Executors on a real broker and real Spark: what is told, what is in the tables, what it costs in
 * calls.
 */
class ExecutorOnSparkIT {
  private static TestKafka kafka;
  private static GlueLocalProcess glue;
  private static int tables;

  @TempDir Path artifacts;
  private final TestProject project = new TestProject();
  private final Map<String, StepResult> answers = new ConcurrentHashMap<>();
  private final List<TestExecutor> executors = new ArrayList<>();
  private String fleetName;
  private TestFleet fleet;
  private String table;

  @BeforeAll
  static void startParts() {
    glue = GlueLocalProcess.start();
    kafka = TestKafka.start();
  }

  @AfterAll
  static void stopParts() {
    kafka.close();
    glue.close();
  }

  @BeforeEach
  void start(TestInfo test) {
    fleetName = "f" + Integer.toHexString(test.getTestMethod().orElseThrow().getName().hashCode());
    fleet = new TestFleet(kafka.clients(), fleetName);
    table = "default.t" + tables++;
  }

  @AfterEach
  void stop() {
    glue.clearFaults();
    executors.forEach(TestExecutor::close);
    fleet.close();
  }

  @Test
  void buildsAModelWithOneStatementAndFewCalls() {
    executor("one");
    warm("one");
    project.with("model", createTable());
    glue.resetCalls();

    fleet.give("one", "run", "model", 1);

    AttemptCompleted completed = fleet.completed("run", "model");
    assertThat(completed.getMessage()).isEqualTo("OK");
    assertThat(completed.getStatements()).isEqualTo(1);
    assertThat(glue.calls("RunStatement")).isEqualTo(1);
    assertThat(glue.calls("CreateSession")).isZero();
    assertThat(completed.getAwsCalls()).isLessThanOrEqualTo(20);
    assertThat(completed.getDpuSeconds()).isPositive();
    assertThat(completed.getSessionId()).startsWith("tidemill-" + fleetName + "-one-");
    assertThat(kinds("run", "model"))
        .containsSubsequence(
            "AttemptStarted", "StatementIntended", "StatementSubmitted", "AttemptCompleted");
  }

  @Test
  void everyCharacterOfTheSqlSurvives() {
    executor("one");
    project.with(
        "query",
        "select \"'\" as q, '\\\\d+' as b, '{}\"' as c, 'ünï🚀' as u, cast(1.50 as decimal(10,2)) as d");

    fleet.give("one", "run", "query", 1);
    fleet.completed("run", "query");

    assertThat(answers.get("query").rows().get(0))
        .containsExactly("'", "\\d+", "{}\"", "ünï🚀", new java.math.BigDecimal("1.50"));
  }

  @Test
  void sqlOfSixtyThousandCharactersTravelsInOneStatement() {
    executor("one");
    project.with("query", "select length('" + "abcdefghij".repeat(9_000) + "') as n");

    fleet.give("one", "run", "query", 1);

    assertThat(fleet.completed("run", "query").getStatements()).isEqualTo(1);
    assertThat(answers.get("query").scalar()).contains(90_000L);
  }

  @Test
  void aUsersErrorNamesTheLineOfTheModelAndIsNotTriedAgain() {
    executor("one");
    warm("one");
    project.with(
        "model",
        "create or replace temporary view v as\nselect 1 as a,\n  no_such_column\nfrom values (1)");
    glue.resetCalls();

    fleet.give("one", "run", "model", 1);

    AttemptCompleted completed = fleet.completed("run", "model");
    assertThat(completed.getStatus()).isEqualTo(CompletionStatus.ERROR);
    assertThat(completed.getErrorClass()).isEqualTo(ErrorClass.USER);
    assertThat(completed.getErrorCode()).isEqualTo("SQL_ANALYSIS");
    assertThat(completed.getMessage())
        .contains("models/model.sql line 3")
        .contains("no_such_column");
    assertThat(glue.calls("RunStatement")).isEqualTo(1);
  }

  @Test
  void twoExecutorsShareTheWorkAndSeeEachOthersTables() {
    executor("one");
    executor("two");
    project.with("model", createTable());
    fleet.give("one", "run", "model", 1);
    AttemptCompleted first = fleet.completed("run", "model");
    project.with("query", "select count(*) from " + table);

    fleet.give("two", "run", "query", 1);

    AttemptCompleted second = fleet.completed("run", "query");
    assertThat(answers.get("query").scalar()).contains(1L);
    assertThat(second.getSessionId()).isNotEqualTo(first.getSessionId());
  }

  @Test
  void throttledCallsAreMadeAgainAndCounted() {
    executor("one");
    warm("one");
    project.with("model", createTable());
    glue.fault(Map.of("action", "RunStatement", "kind", "throttle", "times", 3));
    glue.fault(Map.of("action", "GetStatement", "kind", "throttle", "times", 2));

    fleet.give("one", "run", "model", 1);

    AttemptCompleted completed = fleet.completed("run", "model");
    assertThat(completed.getStatus()).isEqualTo(CompletionStatus.SUCCESS);
    assertThat(completed.getStatements()).isEqualTo(1);
    assertThat(completed.getAwsCalls()).isGreaterThanOrEqualTo(7);
  }

  @Test
  void aLostAnswerToRunStatementDoesNotRunItTwice() {
    executor("one");
    createTableFirst("one");
    project.with("append", "insert into " + table + " values (2)");
    glue.fault(Map.of("action", "RunStatement", "kind", "drop_response", "times", 1));

    fleet.give("one", "run", "append", 1);

    assertThat(fleet.completed("run", "append").getStatus()).isEqualTo(CompletionStatus.SUCCESS);
    assertThat(count("one")).isEqualTo(2);
  }

  @Test
  void aSessionKilledUnderAWritingStatementLeavesItUnknownAndItsSuccessorSettlesIt() {
    executor("one");
    createTableFirst("one");
    project.with("append", "insert into " + table + " values (2)");
    glue.fault(Map.of("delayStatementMillis", 4000, "times", 1));
    fleet.give("one", "run", "append", 1);
    StatementSubmitted submitted = fleet.await("run", "append", StatementSubmitted.class);

    glue.fault(Map.of("killSession", submitted.getSessionId()));

    AttemptCompleted completed = fleet.completed("run", "append");
    assertThat(completed.getStatus()).isEqualTo(CompletionStatus.UNKNOWN);
    assertThat(completed.getErrorCode()).isEqualTo("OUTCOME_UNKNOWN");
    glue.clearFaults();
    fleet.give("one", "run", "append", 2, entry(submitted, 1));
    fleet.await("run", "append", AttemptCompleted.class, event -> event.getEpoch() == 2);
    assertThat(count("one")).isEqualTo(2);
  }

  @Test
  void aStatementThatRunsOnAfterADrainIsAttachedToByTheNextExecutor() {
    TestExecutor first = executor("one", Duration.ZERO);
    createTableFirst("one");
    project.with("append", "insert into " + table + " values (2)");
    glue.fault(Map.of("delayStatementMillis", 3000, "times", 1));
    fleet.give("one", "run", "append", 1);
    StatementSubmitted submitted = fleet.await("run", "append", StatementSubmitted.class);

    first.node.stop();

    fleet.await("run", "append", AttemptHandedBack.class);
    executor("two");
    fleet.give("two", "run", "append", 2, entry(submitted, 1));
    AttemptCompleted completed =
        fleet.await("run", "append", AttemptCompleted.class, event -> event.getEpoch() == 2);
    assertThat(completed.getStatus()).isEqualTo(CompletionStatus.SUCCESS);
    assertThat(completed.getStatements()).isZero();
    assertThat(count("two")).isEqualTo(2);
  }

  @Test
  void aStatementWhoseIdWasNeverJournaledIsFoundAndNotRunAgain() {
    executor("one");
    createTableFirst("one");
    project.with("append", "insert into " + table + " values (2)");
    fleet.give("one", "run", "append", 1);
    StatementSubmitted submitted = fleet.await("run", "append", StatementSubmitted.class);
    fleet.completed("run", "append");
    JournalEntry intent = JournalEntry.newBuilder(entry(submitted, 1)).setStatementId(null).build();

    fleet.give("one", "run", "append", 2, intent);

    AttemptCompleted completed =
        fleet.await("run", "append", AttemptCompleted.class, event -> event.getEpoch() == 2);
    assertThat(completed.getStatements()).isZero();
    assertThat(count("one")).isEqualTo(2);
  }

  @Test
  void aStatementThatWasOnlyAnnouncedIsRun() {
    executor("one");
    createTableFirst("one");
    project.with("append", "insert into " + table + " values (2)");
    String session = fleet.completed("setup", "setup").getSessionId();
    String hash =
        StatementRequest.write(
                "write", List.of(SqlStep.run("main", "insert into " + table + " values (2)")))
            .hash();
    JournalEntry announced =
        JournalEntry.newBuilder()
            .setAttempt(1)
            .setEpoch(1)
            .setSessionId(session)
            .setStatementHash(hash)
            .build();

    fleet.give("one", "run", "append", 2, announced);

    assertThat(fleet.completed("run", "append").getStatements()).isEqualTo(1);
    assertThat(count("one")).isEqualTo(2);
  }

  @Test
  void theErrorOfAnEarlierAttemptIsTakenWithoutRunningItAgain() {
    executor("one");
    warm("one");
    project.with("model", "insert into " + table + " values (1)");
    fleet.give("one", "run", "model", 1);
    StatementSubmitted submitted = fleet.await("run", "model", StatementSubmitted.class);
    fleet.completed("run", "model");
    glue.resetCalls();

    fleet.give("one", "run", "model", 2, entry(submitted, 1));

    AttemptCompleted completed =
        fleet.await("run", "model", AttemptCompleted.class, event -> event.getEpoch() == 2);
    assertThat(completed.getErrorCode()).isEqualTo("RELATION_NOT_FOUND");
    assertThat(glue.calls("RunStatement")).isZero();
  }

  @Test
  void cancellingARunCancelsItsStatementInGlue() {
    executor("one");
    createTableFirst("one");
    project.with("append", "insert into " + table + " values (2)");
    glue.fault(Map.of("delayStatementMillis", 20_000, "times", 1));
    glue.resetCalls();
    fleet.give("one", "run", "append", 1);
    fleet.await("run", "append", StatementSubmitted.class);

    fleet.cancel("run");

    assertThat(fleet.completed("run", "append").getStatus()).isEqualTo(CompletionStatus.CANCELLED);
    assertThat(glue.calls("CancelStatement")).isEqualTo(1);
    glue.clearFaults();
    assertThat(count("one")).isEqualTo(1);
  }

  @Test
  void adoptsItsSessionsAfterARestart() {
    TestExecutor first =
        executor(
            TestExecutor.Options.of(fleetName, "one", artifacts)
                .withAws(glue.uri())
                .keepingSessions());
    String session = warm("one");
    first.node.stop();
    glue.resetCalls();

    TestExecutor second = executor("one");

    await()
        .atMost(TestFleet.PATIENCE)
        .until(() -> second.pool.snapshot().stream().anyMatch(s -> s.state().equals("READY")));
    project.with("again", "select 1");
    fleet.awaitHeartbeat(
        "one", heartbeat -> !heartbeat.getSessions().isEmpty() && !heartbeat.getLeaving());
    ModelReady ready =
        fleet.ready("one", "run", "again", 1).setIncarnation(second.incarnation()).build();
    fleet.send(ready);
    assertThat(fleet.completed("run", "again").getSessionId()).isEqualTo(session);
    assertThat(glue.calls("CreateSession")).isZero();
  }

  @Test
  void hopsQuicklyOnAWarmSession() {
    executor("one");
    warm("one");
    project.with("query", "select 1 as one");
    List<Long> hops = new ArrayList<>();
    long calls = 0;
    for (int i = 0; i < 30; i++) {
      ModelReady ready = fleet.give("one", "run-" + i, "query", 1);
      AttemptCompleted completed = fleet.completed("run-" + i, "query");
      hops.add(Duration.between(ready.getReadyAt(), completed.getFirstStatementAt()).toMillis());
      calls += completed.getAwsCalls();
    }
    hops.sort(null);

    System.out.printf("figure executor_hop_p50_ms %d%n", hops.get(15));
    System.out.printf("figure executor_hop_max_ms %d%n", hops.get(29));
    System.out.printf("figure executor_aws_calls_per_query %.1f%n", calls / 30.0);
    assertThat(hops.get(15)).isLessThan(1000);
  }

  private TestExecutor executor(String id) {
    return executor(id, Duration.ofSeconds(20));
  }

  private TestExecutor executor(String id, Duration drain) {
    return executor(
        TestExecutor.Options.of(fleetName, id, artifacts).withAws(glue.uri()).withDrain(drain));
  }

  private TestExecutor executor(TestExecutor.Options options) {
    TestExecutor executor = new TestExecutor(kafka, options, project, this::materialize);
    executors.add(executor);
    fleet.awaitHeartbeat(
        options.id(), heartbeat -> heartbeat.getIncarnation() == executor.incarnation());
    return executor;
  }

  /** Has a session ready, and says which. */
  private String warm(String executorId) {
    project.with("warm", "select 1");
    fleet.give(executorId, "warm", "warm", 1);
    return fleet.completed("warm", "warm").getSessionId();
  }

  private void createTableFirst(String executorId) {
    project.with("setup", createTable());
    fleet.give(executorId, "setup", "setup", 1);
    assertThat(fleet.completed("setup", "setup").getStatus()).isEqualTo(CompletionStatus.SUCCESS);
  }

  private String createTable() {
    return "create table " + table + " using parquet as select 1 as id";
  }

  private long count(String executorId) {
    project.with("count", "select count(*) from " + table);
    fleet.give(executorId, "count", "count", 1);
    fleet.completed("count", "count");
    return (Long) answers.get("count").scalar().orElseThrow();
  }

  private List<String> kinds(String runId, String nodeId) {
    return fleet
        .events(runId, nodeId)
        .map(ModelEvent::getEvent)
        .map(event -> event.getClass().getSimpleName())
        .toList();
  }

  private static JournalEntry entry(StatementSubmitted submitted, long epoch) {
    return JournalEntry.newBuilder()
        .setAttempt(1)
        .setEpoch(epoch)
        .setSessionId(submitted.getSessionId())
        .setStatementId(submitted.getStatementId())
        .setStatementHash(submitted.getStatementHash())
        .build();
  }

  /** Runs the node's SQL as it is: queries are kept for the test, everything else is a write. */
  private MaterializationResult materialize(MaterializationContext context) {
    String sql = context.node().rawCode();
    context.artifacts().compiled(context.node(), sql);
    if (sql.startsWith("select")) {
      StepResult answer =
          context
              .statements()
              .run(StatementRequest.read("read", List.of(SqlStep.query("q", sql))))
              .step("q");
      answers.put(context.node().uniqueId(), answer);
      return MaterializationResult.built(null, null);
    }
    StepResult result =
        context
            .statements()
            .run(StatementRequest.write("write", List.of(SqlStep.run("main", sql))))
            .step("main");
    return MaterializationResult.built(null, result.affected());
  }
}
