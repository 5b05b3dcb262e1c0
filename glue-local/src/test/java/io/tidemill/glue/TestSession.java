package io.tidemill.glue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.CreateSessionRequest;
import software.amazon.awssdk.services.glue.model.SessionStatus;
import software.amazon.awssdk.services.glue.model.Statement;
import software.amazon.awssdk.services.glue.model.StatementState;

/** A session as a client holds one: creates it, runs statements, waits for their ends. */
public final class TestSession implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final Set<StatementState> OVER =
      EnumSet.of(StatementState.AVAILABLE, StatementState.CANCELLED, StatementState.ERROR);

  private final GlueClient glue;
  private final String id;

  private TestSession(GlueClient glue, String id) {
    this.glue = glue;
    this.id = id;
  }

  public static TestSession open(GlueClient glue) {
    return open(glue, request());
  }

  public static TestSession open(GlueClient glue, CreateSessionRequest.Builder request) {
    String id = glue.createSession(request.build()).session().id();
    TestSession session = new TestSession(glue, id);
    session.awaitStatus(SessionStatus.READY);
    return session;
  }

  public static CreateSessionRequest.Builder request() {
    return CreateSessionRequest.builder()
        .id("test-" + UUID.randomUUID())
        .role("arn:aws:iam::000000000000:role/glue")
        .command(c -> c.name("glueetl").pythonVersion("3"))
        .glueVersion("5.1")
        .workerType("G.1X")
        .numberOfWorkers(2);
  }

  public String id() {
    return id;
  }

  public void awaitStatus(SessionStatus status) {
    Awaitility.await("session " + id + " is " + status)
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> glue.getSession(g -> g.id(id)).session().status() == status);
  }

  /** Runs one SQL text without asking for rows; it must succeed. */
  public JsonNode execute(String sql) {
    return sql(sql, "none");
  }

  /** The rows of a query as JSON text. */
  public String query(String sql) {
    return sql(sql, "rows").path("rows").toString();
  }

  public JsonNode sql(String sql, String fetch) {
    JsonNode response = run(request(step("only", sql, fetch)));
    assertThat(response.path("ok").asBoolean()).as("%s: %s", sql, response).isTrue();
    return response.path("steps").path(0);
  }

  /** The error of SQL that must fail. */
  public JsonNode error(String sql) {
    JsonNode response = run(request(step("only", sql, "none")));
    assertThat(response.path("ok").asBoolean()).as("%s: %s", sql, response).isFalse();
    return response.path("steps").path(0).path("error");
  }

  /** Runs a request of the protocol and reads its answer. */
  public JsonNode run(ObjectNode request) {
    Statement statement = await(submit(code(request)));
    assertThat(statement.state()).isEqualTo(StatementState.AVAILABLE);
    assertThat(statement.output().statusAsString()).as(statement.toString()).isEqualTo("ok");
    String[] lines = statement.output().data().textPlain().split("\n");
    assertThat(lines).hasSize(3).startsWith("<<tidemill:v1").endsWith("tidemill:v1>>");
    try {
      return JSON.readTree(lines[1]);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  public int submit(String code) {
    return glue.runStatement(r -> r.sessionId(id).code(code)).id();
  }

  public Statement await(int statement) {
    return Awaitility.await("statement " + statement + " of " + id + " ends")
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(15))
        .until(
            () -> glue.getStatement(g -> g.sessionId(id).id(statement)).statement(),
            s -> OVER.contains(s.state()));
  }

  public void awaitRunning(int statement) {
    Awaitility.await("statement " + statement + " of " + id + " runs")
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(15))
        .until(
            () ->
                glue.getStatement(g -> g.sessionId(id).id(statement)).statement().state()
                    == StatementState.RUNNING);
  }

  public static ObjectNode request(ObjectNode... steps) {
    ObjectNode request =
        JSON.createObjectNode().put("op", "run").put("attempt", "a1").put("epoch", 1);
    request.putObject("conf");
    ArrayNode array = request.putArray("steps");
    for (ObjectNode step : steps) {
      array.add(step);
    }
    return request;
  }

  public static ObjectNode step(String name, String sql, String fetch) {
    return JSON.createObjectNode().put("name", name).put("sql", sql).put("fetch", fetch);
  }

  public static String code(ObjectNode request) {
    byte[] json = request.toString().getBytes(StandardCharsets.UTF_8);
    return "#tidemill:v1 " + Base64.getEncoder().encodeToString(json) + "\nprint('on AWS')\n";
  }

  @Override
  public void close() {
    glue.deleteSession(d -> d.id(id));
  }
}
