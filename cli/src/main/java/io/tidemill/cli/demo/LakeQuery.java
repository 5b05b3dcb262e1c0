package io.tidemill.cli.demo;

import io.tidemill.cli.UserException;
import io.tidemill.cli.local.LocalGlue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.SessionStatus;
import software.amazon.awssdk.services.glue.model.Statement;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads the lake through a Glue session of its own, as any consumer of the tables would. */
public final class LakeQuery implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(120);
  private static final long POLL_MILLIS = 50;
  private static final int MAX_ROWS = 100_000;

  private final GlueClient glue;
  private final String sessionId;

  /**
   * Opens a session.
   *
   * @param endpoint local Glue endpoint
   * @param sessionId id to give it; unique among live sessions
   */
  public LakeQuery(String endpoint, String sessionId) throws InterruptedException {
    glue = LocalGlue.glue(endpoint);
    this.sessionId = sessionId;
    glue.createSession(
        r ->
            r.id(sessionId)
                .role("arn:aws:iam::000000000000:role/tidemill-reader")
                .command(c -> c.name("glueetl").pythonVersion("3"))
                .glueVersion("5.1")
                .idleTimeout(10));
    Instant deadline = Instant.now().plus(TIMEOUT);
    while (glue.getSession(r -> r.id(sessionId)).session().status() != SessionStatus.READY) {
      require(Instant.now().isBefore(deadline), "session " + sessionId + " to become READY");
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }

  /**
   * Rows of a query, each a list of values as text; null stays null.
   *
   * @throws UserException if Spark refuses the query
   */
  public List<List<String>> rows(String sql) throws InterruptedException {
    ObjectNode request = JSON.createObjectNode().put("op", "run").put("maxRows", MAX_ROWS);
    request.putArray("steps").addObject().put("name", "q").put("sql", sql).put("fetch", "rows");
    String header =
        Base64.getEncoder().encodeToString(request.toString().getBytes(StandardCharsets.UTF_8));
    int id = glue.runStatement(r -> r.sessionId(sessionId).code("#tidemill:v1 " + header)).id();
    JsonNode step = payload(await(id)).path("steps").path(0);
    require(step.path("ok").asBoolean(), "`%s` to run, but %s".formatted(sql, step.path("error")));
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode row : step.path("rows")) {
      List<String> values = new ArrayList<>();
      row.forEach(value -> values.add(value.isNull() ? null : value.asString()));
      rows.add(values);
    }
    return rows;
  }

  @Override
  public void close() {
    glue.stopSession(r -> r.id(sessionId));
    glue.close();
  }

  private String await(int id) throws InterruptedException {
    Instant deadline = Instant.now().plus(TIMEOUT);
    while (true) {
      Statement statement = glue.getStatement(r -> r.sessionId(sessionId).id(id)).statement();
      if (statement.stateAsString().equals("AVAILABLE")) {
        return statement.output().data().textPlain();
      }
      require(
          List.of("WAITING", "RUNNING").contains(statement.stateAsString()),
          "statement %d to end well, but it is %s".formatted(id, statement.stateAsString()));
      require(Instant.now().isBefore(deadline), "statement %d to end".formatted(id));
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }

  private static JsonNode payload(String text) {
    int start = text.indexOf("<<tidemill:v1");
    int end = text.indexOf("tidemill:v1>>", start);
    require(start >= 0 && end > start, "a result between markers, but got: " + text);
    return JSON.readTree(text.substring(start + "<<tidemill:v1".length(), end));
  }

  private static void require(boolean condition, String expectation) {
    if (!condition) {
      throw new UserException("Expected " + expectation);
    }
  }
}
