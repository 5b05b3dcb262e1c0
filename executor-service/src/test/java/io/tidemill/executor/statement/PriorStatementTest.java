package io.tidemill.executor.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemill.executor.session.FakeSessions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PriorStatementTest {
  private static final AttemptId EARLIER = new AttemptId("run", "model.p.m", 1, 4);
  private final FakeStatementApi api = new FakeStatementApi();

  @Test
  void attachesToAStatementThatStillRunsAndTakesItsResult() {
    api.leavesAs(StatementStatus.State.RUNNING);
    int id = api.accept("session", code("hash"));
    CompletableFuture<PriorAttempt> settled =
        CompletableFuture.supplyAsync(() -> settle(id, "hash"));
    await().during(Duration.ofMillis(50)).until(() -> !settled.isDone());

    api.finish("session", id, StatementStatus.State.AVAILABLE);

    assertThat(settled.join()).isInstanceOf(PriorAttempt.Finished.class);
  }

  @Test
  void findsByItsCodeAStatementWhoseIdWasNeverJournaled() {
    api.accept("session", "print(1)");
    int id = api.accept("session", code("hash"));

    assertThat(settle(null, "hash"))
        .isInstanceOfSatisfying(
            PriorAttempt.Finished.class,
            finished -> assertThat(finished.result().statementId()).isEqualTo(id));
  }

  @Test
  void aStatementThatTheSessionNeverSawNeverRan() {
    api.accept("session", code("other"));

    assertThat(settle(null, "hash")).isInstanceOf(PriorAttempt.NeverRan.class);
  }

  @Test
  void aStatementOfAnotherEpochIsNotTakenForIt() {
    AttemptId newer = new AttemptId("run", "model.p.m", 1, 5);
    api.accept("session", StatementCodec.run(newer, 1, "hash", request(), 100).code());

    assertThat(settle(null, "hash")).isInstanceOf(PriorAttempt.NeverRan.class);
  }

  @Test
  void whatASessionThatIsGoneDidIsUnknown() {
    api.sessionsAreGone();

    assertThat(settle(null, "hash").isUnknown()).isTrue();
    assertThat(settle(3, "hash").isUnknown()).isTrue();
  }

  @Test
  void aCancelledStatementIsUnknown() {
    api.leavesAs(StatementStatus.State.CANCELLED);
    int id = api.accept("session", code("hash"));

    assertThat(settle(id, "hash").isUnknown()).isTrue();
  }

  @Test
  void aFailedStatementGivesItsFailure() {
    api.prints(
        "<<tidemill:v1\n{\"ok\":false,\"steps\":[{\"name\":\"main\",\"ok\":false,\"error\":{\"class\":\"AnalysisException\",\"message\":\"no\"}}]}\ntidemill:v1>>");
    int id = api.accept("session", code("hash"));

    assertThat(settle(id, "hash")).isInstanceOf(PriorAttempt.Failed.class);
  }

  private PriorAttempt settle(Integer id, String hash) {
    StatementWatch watch =
        new StatementWatch(
            api,
            new FakeSessions(),
            new PollSchedule(Duration.ofMillis(1), Duration.ofMillis(5)),
            Duration.ZERO,
            Clock.systemUTC());
    return new PriorStatement(api, watch, Duration.ofSeconds(10), Clock.systemUTC())
        .settle(EARLIER, "us-east-1", "session", id, hash, new Interruption(), new QuietJournal());
  }

  private static String code(String hash) {
    return StatementCodec.run(EARLIER, 1, hash, request(), 100).code();
  }

  private static StatementRequest request() {
    return StatementRequest.write("w", List.of(SqlStep.run("main", "select 1")));
  }

  private static final class QuietJournal implements AttemptJournal {
    @Override
    public void intended(String sessionId, String statementHash, String purpose) {}

    @Override
    public void submitted(String sessionId, int statementId, String statementHash) {}

    @Override
    public void progressed(double share, String message) {}
  }
}
