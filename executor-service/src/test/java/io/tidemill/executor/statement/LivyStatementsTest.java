package io.tidemill.executor.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidemill.executor.error.ErrorCode;
import io.tidemill.executor.error.ExecutorException;
import io.tidemill.executor.session.FakeSessions;
import io.tidemill.executor.session.PoolProperties;
import io.tidemill.executor.session.SessionLease;
import io.tidemill.executor.session.SessionOwner;
import io.tidemill.executor.session.SessionPool;
import io.tidemill.executor.session.SessionSpec;
import io.tidemill.executor.session.SessionState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LivyStatementsTest {
  private static final AttemptId ATTEMPT = new AttemptId("run", "model.p.m", 1, 5);
  private static final StatementRequest WRITE =
      StatementRequest.write(
          "create table", List.of(SqlStep.run("main", "create table t as select 1")));
  private static final StatementRequest READ =
      StatementRequest.read("look", List.of(SqlStep.query("q", "select 1")));

  private final FakeStatementApi api = new FakeStatementApi();
  private final FakeSessions sessions = new FakeSessions();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> journal = new ArrayList<>();
  private final Interruption interruption = new Interruption();
  private final SessionPool pool =
      new SessionPool(
          sessions,
          (region, id, conf) -> {},
          new SessionOwner("f", "e"),
          new PoolProperties(
              0,
              4,
              Duration.ofMinutes(5),
              Duration.ZERO,
              Duration.ofSeconds(5),
              Duration.ofMinutes(5),
              2,
              PoolProperties.OnShutdown.STOP),
          4,
          threads,
          Clock.systemUTC(),
          duration -> Thread.yield(),
          new SimpleMeterRegistry());
  private final TestLane lane = new TestLane();
  private int statements;

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  @Test
  void journalsTheIntentBeforeAndTheSubmissionAfterTheCall() {
    api.onRun(
        code -> {
          journal.add("run");
          return api.accept(lane.lease().sessionId(), code);
        });

    statements(new PriorAttempt.None()).run(WRITE);

    assertThat(journal).containsExactly("intended create table", "run", "submitted 0");
    assertThat(statements).isEqualTo(1);
  }

  @Test
  void readingIsNotJournaled() {
    statements(new PriorAttempt.None()).run(READ);

    assertThat(journal).isEmpty();
  }

  @Test
  void aSessionThatRefusesTheStatementIsReplacedAndTheStatementRunsOnce() {
    String first = lane.lease().sessionId();
    api.onRun(
        code -> {
          throw new ExecutorException(ErrorCode.SESSION_LOST, "session is STOPPED");
        });

    StatementResult result = statements(new PriorAttempt.None()).run(WRITE);

    assertThat(result.sessionId()).isNotEqualTo(first);
    assertThat(api.sent()).hasSize(2);
  }

  @Test
  void findsAStatementWhoseAnswerWasLostInsteadOfSendingItAgain() {
    api.onRun(
        code -> {
          api.accept(lane.lease().sessionId(), code);
          throw new SubmissionUnknownException("read timed out", new IllegalStateException());
        });

    StatementResult result = statements(new PriorAttempt.None()).run(WRITE);

    assertThat(result.statementId()).isZero();
    assertThat(api.sent()).hasSize(1);
  }

  @Test
  void aWritingStatementThatCannotBeFoundIsUnknownAndNotSentAgain() {
    api.onRun(
        code -> {
          throw new SubmissionUnknownException("read timed out", new IllegalStateException());
        });

    assertThatThrownBy(() -> statements(new PriorAttempt.None()).run(WRITE))
        .isInstanceOf(StatementUnknownException.class);
    assertThat(api.sent()).hasSize(1);
  }

  @Test
  void aReadingStatementThatCannotBeFoundIsSentAgain() {
    api.onRun(
        code -> {
          throw new SubmissionUnknownException("read timed out", new IllegalStateException());
        });

    statements(new PriorAttempt.None()).run(READ);

    assertThat(api.sent()).hasSize(2);
  }

  @Test
  void aSessionThatDiesUnderAWritingStatementLeavesItUnknown() {
    api.leavesAs(StatementStatus.State.CANCELLED);

    assertThatThrownBy(() -> statements(new PriorAttempt.None()).run(WRITE))
        .isInstanceOfSatisfying(
            StatementUnknownException.class, e -> assertThat(e.statementId()).hasValue(0));
    assertThat(api.sent()).hasSize(1);
  }

  @Test
  void aSessionThatDiesUnderAReadingStatementIsReplaced() {
    api.leavesAs(StatementStatus.State.CANCELLED);
    api.onRun(
        code -> {
          int id = api.accept(lane.lease().sessionId(), code);
          api.leavesAs(StatementStatus.State.AVAILABLE);
          return id;
        });

    statements(new PriorAttempt.None()).run(READ);

    assertThat(api.sent()).hasSize(2);
  }

  @Test
  void cancellingReachesTheRunningStatement() {
    api.leavesAs(StatementStatus.State.RUNNING);
    CompletableFuture<StatementResult> running =
        CompletableFuture.supplyAsync(
            () -> statements(new PriorAttempt.None()).run(WRITE), threads);
    await().until(() -> !api.sent().isEmpty());

    interruption.cancel();

    assertThatThrownBy(running::join).hasCauseInstanceOf(StatementCancelledException.class);
    assertThat(api.cancelled()).containsExactly(0);
  }

  @Test
  void aStatementThatTakesTooLongIsCancelledAndBlamedOnItsTimeout() {
    api.leavesAs(StatementStatus.State.RUNNING);

    assertThatThrownBy(
            () -> statements(new PriorAttempt.None()).run(WRITE.withTimeout(Duration.ofMillis(20))))
        .isInstanceOfSatisfying(
            StatementFailedException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.STATEMENT_TIMEOUT));
    assertThat(api.cancelled()).containsExactly(0);
  }

  @Test
  void aHandBackLeavesTheStatementRunning() {
    api.leavesAs(StatementStatus.State.RUNNING);
    CompletableFuture<StatementResult> running =
        CompletableFuture.supplyAsync(
            () -> statements(new PriorAttempt.None()).run(WRITE), threads);
    await().until(() -> !api.sent().isEmpty());

    interruption.handBackBetweenStatements();
    assertThat(running).isNotDone();
    interruption.handBackNow();

    assertThatThrownBy(running::join).hasCauseInstanceOf(HandedBackException.class);
    assertThat(api.cancelled()).isEmpty();
    lane.close();
    assertThat(sessions.stopped()).isEmpty();
  }

  @Test
  void theResultOfAnEarlierEpochIsTakenAndNothingIsSent() {
    StatementResult earlier = new StatementResult(List.of(), "old-session", 9);

    StatementResult result =
        statements(new PriorAttempt.Finished(ATTEMPT, WRITE.hash(), earlier)).run(WRITE);

    assertThat(result).isEqualTo(earlier);
    assertThat(api.sent()).isEmpty();
  }

  @Test
  void theErrorOfAnEarlierEpochIsThrownAndNothingIsSent() {
    StatementFailedException earlier =
        new StatementFailedException(
            ErrorCode.SQL_SYNTAX,
            "no",
            "main",
            new StepError("p", null, null, "no", 1, 0, ""),
            List.of(),
            null);

    assertThatThrownBy(
            () -> statements(new PriorAttempt.Failed(ATTEMPT, WRITE.hash(), earlier)).run(WRITE))
        .isInstanceOfSatisfying(
            StatementFailedException.class,
            e -> assertThat(e.sql()).contains("create table t as select 1"));
    assertThat(api.sent()).isEmpty();
  }

  @Test
  void otherWorkThanTheEarlierEpochsIsRun() {
    StatementResult earlier = new StatementResult(List.of(), "old-session", 9);

    statements(new PriorAttempt.Finished(ATTEMPT, "other hash", earlier)).run(WRITE);

    assertThat(api.sent()).hasSize(1);
  }

  @Test
  void whatPrintsNoAnswerIsUnknown() {
    api.prints("Killed");

    assertThatThrownBy(() -> statements(new PriorAttempt.None()).run(WRITE))
        .isInstanceOf(StatementUnknownException.class)
        .hasMessageContaining("Killed");
  }

  @Test
  void aSessionFoundDeadDuringALongStatementEndsTheWait() {
    sessions.become(lane.lease().sessionId(), SessionState.READY);
    api.leavesAs(StatementStatus.State.RUNNING);
    api.onRun(
        code -> {
          int id = api.accept(lane.lease().sessionId(), code);
          api.sessionsAreGone();
          return id;
        });

    assertThatThrownBy(() -> statements(new PriorAttempt.None()).run(WRITE))
        .isInstanceOf(StatementUnknownException.class);
  }

  private LivyStatements statements(PriorAttempt prior) {
    StatementWatch watch =
        new StatementWatch(
            api,
            sessions,
            new PollSchedule(Duration.ofMillis(1), Duration.ofMillis(5)),
            Duration.ZERO,
            Clock.systemUTC());
    return new LivyStatements(
        ATTEMPT,
        lane,
        api,
        watch,
        new HelperInstaller(api, watch, Duration.ofSeconds(5), Clock.systemUTC()),
        new RecordingJournal(),
        prior,
        interruption,
        new StatementSettings(Duration.ofSeconds(30), 1000, PollSchedule.DEFAULT),
        new CountingMeter(),
        Clock.systemUTC());
  }

  private final class TestLane implements Lane {
    private SessionLease lease;

    @Override
    public SessionLease lease() {
      if (lease == null) {
        lease = pool.lease(SPEC, "t", Duration.ZERO, () -> {});
      }
      return lease;
    }

    @Override
    public void lost() {
      lease.lost();
      close();
    }

    @Override
    public void close() {
      lease.close();
      lease = null;
    }
  }

  private final class RecordingJournal implements AttemptJournal {
    @Override
    public void intended(String sessionId, String statementHash, String purpose) {
      journal.add("intended " + purpose);
    }

    @Override
    public void submitted(String sessionId, int statementId, String statementHash) {
      journal.add("submitted " + statementId);
    }

    @Override
    public void progressed(double share, String message) {}
  }

  private final class CountingMeter implements StatementMeter {
    @Override
    public void submitted(Instant sentAt, Instant answeredAt) {
      statements++;
    }

    @Override
    public void ran(Duration elapsed, double dpus) {}
  }

  private static final SessionSpec SPEC =
      new SessionSpec(
          "us-east-1",
          "arn:aws:iam::000000000000:role/r",
          "5.1",
          "G.1X",
          2,
          Duration.ofMinutes(10),
          Duration.ofMinutes(300),
          null,
          List.of(),
          Map.of(),
          Map.of(),
          Map.of(),
          Duration.ofSeconds(5),
          "");
}
