package io.tidemill.glue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.GlueClient;

class StatementProtocolTest {
  private static GlueClient glue;
  private static TestSession session;

  @BeforeAll
  static void open() {
    glue = TestEndpoint.shared().glue();
    session = TestSession.open(glue);
  }

  @AfterAll
  static void close() {
    session.close();
    glue.close();
  }

  @Test
  void returnsRowsOfEveryTypeWithoutLoss() {
    JsonNode step =
        session.sql(
            """
            select cast(null as int) a, true b, 7 c, 9007199254740993L d, 1.50BD e, 2.5D f,
              date'2024-02-29' g, timestamp'2024-02-29 12:00:00.123456' h, X'00FF' i,
              array(1, 2) j, map('k', 1) k, named_struct('x', 1, 'y', 'z') l, 'O\\'Brien \\\\ "é"' m
            """,
            "rows");
    assertThat(step.path("rows").toString())
        .isEqualTo(
            "[[null,true,7,\"9007199254740993\",\"1.50\",2.5,\"2024-02-29\","
                + "\"2024-02-29T12:00:00.123456Z\",\"AP8=\",[1,2],{\"k\":1},{\"x\":1,\"y\":\"z\"},"
                + "\"O'Brien \\\\ \\\"é\\\"\"]]");
    assertThat(step.path("schema").path(4).toString())
        .isEqualTo("{\"name\":\"e\",\"type\":\"decimal(3,2)\"}");
  }

  @Test
  void cutsResultsAtTheAskedNumberOfRows() {
    ObjectNode request =
        TestSession.request(TestSession.step("q", "select id from range(10)", "rows"));
    request.put("maxRows", 3);
    JsonNode step = session.run(request).path("steps").path(0);
    assertThat(step.path("rows")).hasSize(3);
    assertThat(step.path("truncated").asBoolean()).isTrue();
  }

  @Test
  void endsAtTheFailingStepAndSaysWhy() {
    JsonNode response =
        session.run(
            TestSession.request(
                TestSession.step("fine", "select 1", "rows"),
                TestSession.step("broken", "select * from no_such_table", "rows"),
                TestSession.step("never", "select 2", "rows")));
    assertThat(response.path("ok").asBoolean()).isFalse();
    assertThat(response.path("steps")).hasSize(2);
    JsonNode error = response.path("steps").path(1).path("error");
    assertThat(error.path("condition").asText()).isEqualTo("TABLE_OR_VIEW_NOT_FOUND");
    assertThat(error.path("sqlState").asText()).isEqualTo("42P01");
    assertThat(error.path("line").asInt()).isEqualTo(1);
    assertThat(error.path("class").asText()).endsWith("AnalysisException");
  }

  @Test
  void goesOnAfterAStepWhoseErrorsAreIgnored() {
    ObjectNode broken = TestSession.step("broken", "drop table no_such_table", "none");
    broken.put("ignoreErrors", true);
    JsonNode response =
        session.run(TestSession.request(broken, TestSession.step("next", "select 2", "rows")));
    assertThat(response.path("ok").asBoolean()).isTrue();
    assertThat(response.path("steps").path(0).path("ok").asBoolean()).isFalse();
    assertThat(response.path("steps").path(1).path("rows").toString()).isEqualTo("[[2]]");
  }

  @Test
  void skipsStepsWhoseConditionDoesNotHold() {
    ObjectNode whenEmpty = TestSession.step("empty", "select 'ran'", "rows");
    whenEmpty.putObject("when").put("step", "probe").put("rows", "empty");
    ObjectNode whenNonEmpty = TestSession.step("nonEmpty", "select 'ran'", "rows");
    whenNonEmpty.putObject("when").put("step", "probe").put("rows", "nonEmpty");
    JsonNode steps =
        session
            .run(
                TestSession.request(
                    TestSession.step("probe", "select 1 where false", "rows"),
                    whenEmpty,
                    whenNonEmpty))
            .path("steps");
    assertThat(steps.path(1).path("rows").toString()).isEqualTo("[[\"ran\"]]");
    assertThat(steps.path(2).path("skipped").asBoolean()).isTrue();
  }

  @Test
  void setsConfigurationForTheStatementOnly() {
    ObjectNode request =
        TestSession.request(TestSession.step("q", "set spark.sql.shuffle.partitions", "rows"));
    request
        .putObject("conf")
        .put("spark.sql.shuffle.partitions", "17")
        .put("spark.tidemill.x", "y");
    assertThat(session.run(request).path("steps").path(0).path("rows").toString()).contains("17");
    assertThat(session.query("set spark.sql.shuffle.partitions")).contains("\"2\"");
    assertThat(session.query("set spark.tidemill.x")).contains("<undefined>");
  }

  @Test
  void runsSqlOfAnyLengthAndContent() {
    String literal = "ö'\\\"`$x".repeat(2_500);
    String sql = "select length('" + literal.replace("\\", "\\\\").replace("'", "\\'") + "')";
    assertThat(session.query(sql)).isEqualTo("[[" + literal.length() + "]]");
  }

  @Test
  void makesViewsFromInlineRowsAndRefusesValuesThatDoNotFit() {
    ObjectNode view = TestSession.step("seed", "", "none");
    view.remove("sql");
    ObjectNode createView = view.putObject("createView").put("view", "seed_rows");
    createView.putArray("columns").addObject().put("name", "id").put("type", "bigint");
    createView.withArray("columns").addObject().put("name", "price").put("type", "decimal(6,2)");
    createView.putArray("rows").addArray().add(1).add("3.50");
    createView.withArray("rows").addArray().add(2).addNull();
    JsonNode response =
        session.run(
            TestSession.request(
                view, TestSession.step("q", "select * from seed_rows order by id", "rows")));
    assertThat(response.path("steps").path(1).path("rows").toString())
        .isEqualTo("[[1,\"3.50\"],[2,null]]");

    createView.withArray("rows").addArray().add("many").add("1");
    JsonNode refused =
        session.run(
            TestSession.request(view, TestSession.step("q", "select * from seed_rows", "rows")));
    assertThat(refused.path("steps").path(1).path("error").path("condition").asText())
        .isEqualTo("CAST_INVALID_INPUT");
  }

  @Test
  void joinsARequestThatCameInParts() {
    ObjectNode request = TestSession.request(TestSession.step("q", "select 'joined'", "rows"));
    String payload = TestSession.code(request).lines().findFirst().orElseThrow().substring(13);
    for (int i = 0; i < 2; i++) {
      ObjectNode part = empty().put("op", "part").put("id", "p").put("index", 1 - i);
      part.put("text", i == 1 ? payload.substring(0, 10) : payload.substring(10));
      assertThat(session.run(part).path("ok").asBoolean()).isTrue();
    }
    ObjectNode run = empty();
    run.remove("steps");
    run.putObject("parts").put("id", "p").put("count", 2);
    assertThat(session.run(run).path("steps").path(0).path("rows").toString())
        .isEqualTo("[[\"joined\"]]");
    assertThat(session.await(session.submit(TestSession.code(run))).output().errorValue())
        .contains("part 0 of 2");
  }

  @Test
  void installingSetsConfigurationForTheSession() {
    ObjectNode install = empty().put("op", "install");
    install.putObject("conf").put("spark.tidemill.kept", "yes");
    assertThat(session.run(install).path("ok").asBoolean()).isTrue();
    assertThat(session.query("set spark.tidemill.kept")).contains("yes");
  }

  @Test
  void refusesAPayloadThatIsNoRequest() {
    var output = session.await(session.submit("#tidemill:v1 bm90IGpzb24=\n")).output();
    assertThat(output.statusAsString()).isEqualTo("error");
    assertThat(output.errorName()).isEqualTo("ProtocolException");
  }

  private static ObjectNode empty() {
    return TestSession.request(new ObjectNode[0]);
  }
}
