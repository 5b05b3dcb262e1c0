package io.tidemill.catalog.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemill.catalog.project.Project;
import io.tidemill.event.AttemptCompleted;
import io.tidemill.event.CompletionStatus;
import io.tidemill.event.ModelEvent;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LineageEventsTest {
  private static final JsonMapper JSON = new JsonMapper();
  private final Project project = Fixtures.project();

  @Test
  void tellsOfABuiltModelAsAPairOfOneRun() {
    List<JsonNode> pair = of(Fixtures.built("e1", "run-1", 1));
    assertThat(pair)
        .extracting(event -> event.at("/eventType").asString())
        .containsExactly("START", "COMPLETE");
    assertThat(pair)
        .extracting(event -> event.at("/eventTime").asString())
        .containsExactly("2026-11-25T08:00:00Z", "2026-11-25T08:00:05Z");
    assertThat(pair.get(0).at("/run/runId")).isEqualTo(pair.get(1).at("/run/runId"));
    JsonNode complete = pair.get(1);
    assertThat(complete.at("/job/namespace").asString()).isEqualTo("tidemill/local");
    assertThat(complete.at("/job/name").asString()).isEqualTo(Fixtures.ORDERS);
    assertThat(complete.at("/job/facets/jobType/jobType").asString()).isEqualTo("MODEL");
    assertThat(complete.at("/run/facets/parent/run/runId").asString())
        .isEqualTo(LineageEvents.parentRunId("local", "run-1").toString());
    assertThat(complete.at("/run/facets/processing_engine/version").asString()).isEqualTo("5.1");
  }

  @Test
  void givesTheSameBytesEachTimeAndAnotherRunForAnotherAttempt() {
    ModelEvent event = Fixtures.built("e1", "run-1", 1);
    assertThat(records(event)).isEqualTo(records(event));
    assertThat(LineageEvents.runId(event))
        .isNotEqualTo(LineageEvents.runId(Fixtures.built("e2", "run-1", 2)));
    assertThat(LineageEvents.runId(event).version()).isEqualTo(5);
  }

  @Test
  void namesTheOutputByItsStablePathWithTheGlueTableAsSymlink() {
    JsonNode output = of(Fixtures.built("e1", "run-1", 1)).get(1).at("/outputs/0");
    assertThat(output.at("/namespace").asString()).isEqualTo("s3://lake");
    assertThat(output.at("/name").asString()).isEqualTo("retail/orders");
    assertThat(output.at("/facets/symlinks/identifiers/0/namespace").asString())
        .isEqualTo("arn:aws:glue:eu-west-1:123456789012");
    assertThat(output.at("/facets/symlinks/identifiers/0/name").asString())
        .isEqualTo("table/retail/orders");
    assertThat(output.at("/facets/schema/fields/0/type").asString()).isEqualTo("bigint");
    assertThat(output.at("/facets/schema/fields/1/name").asString()).isEqualTo("day");
    assertThat(output.at("/facets/documentation/description").asString())
        .isEqualTo("One row an order.");
    assertThat(output.at("/facets/ownership/owners/0/name").asString()).isEqualTo("sales");
    assertThat(output.at("/outputFacets/outputStatistics/rowCount").asLong()).isEqualTo(42);
  }

  @Test
  void seesThroughEphemeralModelsToWhatTheyRead() {
    JsonNode inputs = of(Fixtures.built("e1", "run-1", 1)).get(1).at("/inputs");
    assertThat(
            inputs
                .valueStream()
                .map(
                    input ->
                        input.at("/namespace").asString() + " " + input.at("/name").asString()))
        .containsExactly(
            "arn:aws:glue:eu-west-1:123456789012 table/retail/stg_orders", "s3://landing lineitem");
  }

  @Test
  void saysWhyAModelFailed() {
    JsonNode fail = of(Fixtures.failed("e1", "run-1")).get(1);
    assertThat(fail.at("/eventType").asString()).isEqualTo("FAIL");
    assertThat(fail.at("/run/facets/errorMessage/message").asString())
        .isEqualTo("Column x cannot be resolved");
  }

  @Test
  void attachesATestsVerdictToTheDatasetItTests() {
    JsonNode fail = of(Fixtures.tested("e1", "run-1", CompletionStatus.FAIL, 3)).get(1);
    assertThat(fail.at("/eventType").asString()).isEqualTo("FAIL");
    JsonNode assertion = fail.at("/inputs/0/inputFacets/dataQualityAssertions/assertions/0");
    assertThat(fail.at("/inputs/0/name").asString()).isEqualTo("retail/orders");
    assertThat(assertion.at("/assertion").asString()).isEqualTo("not_null");
    assertThat(assertion.at("/success").asBoolean()).isFalse();
    assertThat(assertion.at("/column").asString()).isEqualTo("id");
    assertThat(assertion.at("/actual").asString()).isEqualTo("3");
    assertThat(fail.at("/outputs").size()).isZero();
  }

  @Test
  void tellsNothingOfAnAttemptThatDidNotRun() {
    ModelEvent skipped =
        Fixtures.event(
            "e1",
            "run-1",
            Fixtures.ORDERS,
            1,
            Fixtures.completed(CompletionStatus.SKIPPED).build());
    assertThat(records(skipped)).isEmpty();
  }

  @Test
  void carriesTheCompiledSql(@TempDir Path folder) throws Exception {
    Path sql = Files.writeString(folder.resolve("orders.sql"), "select 1 as id");
    ModelEvent event =
        Fixtures.event(
            "e1",
            "run-1",
            Fixtures.ORDERS,
            1,
            Fixtures.completed(CompletionStatus.SUCCESS)
                .setRelation(Fixtures.relation())
                .setCompiledUri(sql.toUri().toString())
                .build());
    JsonNode facet = of(event).get(1).at("/job/facets/sql");
    assertThat(facet.at("/query").asString()).isEqualTo("select 1 as id");
    assertThat(facet.at("/dialect").asString()).isEqualTo("spark");
  }

  @Test
  void isValidByTheSpecificationInEveryFacet() {
    OpenLineageSchemas schemas = OpenLineageSchemas.orSkip();
    List<ModelEvent> events =
        List.of(
            Fixtures.built("e1", "run-1", 1),
            Fixtures.failed("e2", "run-1"),
            Fixtures.tested("e3", "run-1", CompletionStatus.PASS, 0),
            Fixtures.tested("e4", "run-1", CompletionStatus.WARN, 2));
    int facets = 0;
    for (ModelEvent event : events) {
      for (LineageRecord record : records(event)) {
        facets += schemas.requireValid(record.json());
      }
    }
    assertThat(facets).isGreaterThan(30);
  }

  @Test
  void noticesABrokenEvent() {
    OpenLineageSchemas schemas = OpenLineageSchemas.orSkip();
    String broken =
        records(Fixtures.built("e1", "run-1", 1))
            .get(0)
            .json()
            .replaceFirst("\"runId\":\"[^\"]*\"", "\"runId\":\"seven\"");
    assertThat(schemas.problems(broken)).isNotEmpty();
  }

  private List<LineageRecord> records(ModelEvent event) {
    LineageEvents events =
        new LineageEvents(
            URI.create("https://tidemill.io/catalog-service/test"),
            "tidemill/{environment}",
            new DatasetNames("eu-west-1", "123456789012", Pattern.compile("/[0-9a-f]{16}$")),
            (environment, node) ->
                node.equals(Fixtures.ORDERS)
                    ? Optional.of("s3://lake/retail/orders/fedcba9876543210")
                    : Optional.empty(),
            new CompiledSql());
    return events.of(
        event,
        (AttemptCompleted) event.getEvent(),
        project,
        project.manifest().node(event.getNodeId()).orElseThrow());
  }

  private List<JsonNode> of(ModelEvent event) {
    return records(event).stream().map(record -> JSON.readTree(record.json())).toList();
  }
}
