package io.tidemill.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.AlreadyExistsException;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.IllegalSessionStateException;
import software.amazon.awssdk.services.glue.model.InvalidInputException;
import software.amazon.awssdk.services.glue.model.Session;
import software.amazon.awssdk.services.glue.model.SessionStatus;
import software.amazon.awssdk.services.glue.model.Statement;
import software.amazon.awssdk.services.glue.model.StatementState;
import software.amazon.awssdk.services.glue.model.ValidationException;

class SessionsTest {
  private static final String ENDLESS =
      TestSession.code(
          TestSession.request(
              TestSession.step(
                  "endless",
                  "select count(*) from range(1000000000) a join range(1000000000) b on a.id % 7 = b.id % 5",
                  "rows"),
              TestSession.step("next", "create database must_not_exist", "none")));

  private static GlueClient glue;

  @BeforeAll
  static void open() {
    glue = TestEndpoint.shared().glue();
  }

  @AfterAll
  static void close() {
    glue.close();
  }

  @Test
  void describesASessionAsItWasAskedFor() {
    try (TestSession session =
        TestSession.open(
            glue,
            TestSession.request()
                .defaultArguments(
                    Map.of("--conf", "spark.sql.shuffle.partitions=5 --conf spark.tidemill.a=b=c"))
                .idleTimeout(7)
                .tags(Map.of("team", "sales")))) {
      Session described = glue.getSession(g -> g.id(session.id())).session();
      assertThat(described.command().name()).isEqualTo("glueetl");
      assertThat(described.glueVersion()).isEqualTo("5.1");
      assertThat(described.idleTimeout()).isEqualTo(7);
      assertThat(described.createdOn()).isNotNull();
      assertThat(described.dpuSeconds()).isEqualTo(2 * described.executionTime());
      assertThat(session.query("set spark.sql.shuffle.partitions")).contains("\"5\"");
      assertThat(session.query("set spark.tidemill.a")).contains("\"b=c\"");

      String arn = "arn:aws:glue:eu-west-1:000000000000:session/" + session.id();
      glue.tagResource(t -> t.resourceArn(arn).tagsToAdd(Map.of("run", "7")));
      glue.untagResource(t -> t.resourceArn(arn).tagsToRemove("team"));
      assertThat(glue.getTags(t -> t.resourceArn(arn)).tags()).isEqualTo(Map.of("run", "7"));
      assertThat(glue.listSessions(l -> l.tags(Map.of("run", "7"))).ids())
          .containsExactly(session.id());
    }
  }

  @Test
  void refusesWhatGlueRefuses() {
    assertThatThrownBy(() -> glue.getSession(g -> g.id("no-such-session")))
        .isInstanceOf(EntityNotFoundException.class);
    assertThatThrownBy(
            () -> glue.createSession(TestSession.request().id("dots.are.refused").build()))
        .isInstanceOf(ValidationException.class);
    assertThatThrownBy(() -> glue.createSession(TestSession.request().role("glue-role").build()))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("glue-role");
    assertThatThrownBy(() -> glue.createSession(TestSession.request().maxCapacity(2.0).build()))
        .isInstanceOf(InvalidInputException.class);
    Map<String, String> long_ = Map.of("--conf", "x".repeat(4097));
    assertThatThrownBy(
            () -> glue.createSession(TestSession.request().defaultArguments(long_).build()))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("4096");
    Map<String, String> many =
        IntStream.range(0, 76).boxed().collect(Collectors.toMap(i -> "--a" + i, i -> "v"));
    assertThatThrownBy(
            () -> glue.createSession(TestSession.request().defaultArguments(many).build()))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("75");
    Map<String, String> tags =
        IntStream.range(0, 51).boxed().collect(Collectors.toMap(i -> "t" + i, i -> "v"));
    assertThatThrownBy(() -> glue.createSession(TestSession.request().tags(tags).build()))
        .isInstanceOf(InvalidInputException.class);
    try (TestSession session = TestSession.open(glue)) {
      assertThatThrownBy(() -> glue.createSession(TestSession.request().id(session.id()).build()))
          .isInstanceOf(AlreadyExistsException.class);
      assertThatThrownBy(() -> session.submit("x".repeat(68_001)))
          .isInstanceOf(ValidationException.class)
          .hasMessageContaining("68000");
      assertThatThrownBy(() -> session.await(99)).isInstanceOf(EntityNotFoundException.class);
    }
  }

  @Test
  void runsStatementsOfASessionOneAfterTheOther() {
    try (TestSession session = TestSession.open(glue)) {
      TestEndpoint.shared().admin("POST", "faults", "{\"delayStatementMillis\": 300}");
      String code =
          TestSession.code(TestSession.request(TestSession.step("a", "select 1", "rows")));
      int first = session.submit(code);
      int second = session.submit(code);
      assertThat(first).isZero();
      assertThat(second).isEqualTo(1);
      assertThat(glue.getStatement(g -> g.sessionId(session.id()).id(second)).statement().state())
          .isEqualTo(StatementState.WAITING);
      Statement later = session.await(second);
      Statement earlier = session.await(first);
      assertThat(later.startedOn()).isGreaterThanOrEqualTo(earlier.completedOn());
      assertThat(earlier.completedOn() - earlier.startedOn()).isGreaterThanOrEqualTo(300);
      assertThat(glue.listStatements(l -> l.sessionId(session.id())).statements())
          .extracting(Statement::id)
          .containsExactly(0, 1);
    }
  }

  @Test
  void cancelsWaitingStatementsAtOnceAndRunningOnesSoon() {
    try (TestSession session = TestSession.open(glue)) {
      int running = session.submit(ENDLESS);
      int waiting = session.submit(ENDLESS);
      session.awaitRunning(running);
      glue.cancelStatement(c -> c.sessionId(session.id()).id(waiting));
      assertThat(glue.getStatement(g -> g.sessionId(session.id()).id(waiting)).statement().state())
          .isEqualTo(StatementState.CANCELLED);
      glue.cancelStatement(c -> c.sessionId(session.id()).id(running));
      assertThat(session.await(running).state()).isEqualTo(StatementState.CANCELLED);
      assertThat(session.query("show databases like 'must_not_exist'")).isEqualTo("[]");
    }
  }

  @Test
  void stoppingEndsRunningStatementsAndTakesNoMore() {
    TestSession session = TestSession.open(glue);
    int running = session.submit(ENDLESS);
    session.awaitRunning(running);
    glue.stopSession(s -> s.id(session.id()));
    session.awaitStatus(SessionStatus.STOPPED);
    assertThat(session.await(running).state()).isEqualTo(StatementState.CANCELLED);
    assertThatThrownBy(() -> session.submit("1")).isInstanceOf(IllegalSessionStateException.class);
    assertThatThrownBy(() -> glue.stopSession(s -> s.id(session.id())))
        .isInstanceOf(IllegalSessionStateException.class);
    session.close();
    assertThatThrownBy(() -> glue.getSession(g -> g.id(session.id())))
        .isInstanceOf(EntityNotFoundException.class);
  }

  @Test
  void scalaSessionsSayThatTheyRunTheProtocolOnly() {
    Map<String, String> scala = Map.of("--session-language", "scala");
    try (TestSession session =
        TestSession.open(glue, TestSession.request().defaultArguments(scala))) {
      assertThat(session.query("select 1")).isEqualTo("[[1]]");
      assertThat(session.await(session.submit("val x = 1")).output().errorValue())
          .contains("--session-language is 'scala'");
    }
  }

  @Test
  void timesOutIdleSessionsOnly() {
    TestSession idle = TestSession.open(glue, TestSession.request().idleTimeout(5));
    TestSession patient = TestSession.open(glue, TestSession.request().idleTimeout(60));
    TestEndpoint.shared().clock().advance(Duration.ofMinutes(6));
    idle.awaitStatus(SessionStatus.TIMEOUT);
    assertThat(glue.getSession(g -> g.id(patient.id())).session().status())
        .isEqualTo(SessionStatus.READY);
    idle.close();
    patient.close();
  }

  @Test
  void killedSessionsFailWithTheirStatements() {
    TestSession session = TestSession.open(glue);
    int running = session.submit(ENDLESS);
    session.awaitRunning(running);
    TestEndpoint.shared().admin("POST", "faults", "{\"killSession\": \"" + session.id() + "\"}");
    session.awaitStatus(SessionStatus.FAILED);
    assertThat(session.await(running).state()).isEqualTo(StatementState.ERROR);
    assertThat(glue.getSession(g -> g.id(session.id())).session().errorMessage())
        .contains("killed");
    session.close();
  }
}
