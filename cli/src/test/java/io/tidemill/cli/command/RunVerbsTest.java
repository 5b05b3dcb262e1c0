package io.tidemill.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemill.cli.CommandRun;
import io.tidemill.cli.PlannerStub;
import io.tidemill.dbt.artifact.RunResultsArtifact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunVerbsTest {
  private static final String NODES =
      """
      {"nodes": [
        {"uniqueId": "model.shop.orders", "name": "orders", "resourceType": "model",
         "materialized": "table", "schema": "shop", "alias": "orders", "path": "models/orders.sql"},
        {"uniqueId": "model.shop.sums", "name": "sums", "resourceType": "model",
         "materialized": "incremental", "schema": "shop", "alias": "sums", "path": "models/sums.sql"},
        {"uniqueId": "test.shop.unique_orders", "name": "unique_orders", "resourceType": "test",
         "path": "models/orders.yml"}]}
      """;

  @TempDir private Path project;
  private PlannerStub planner;

  @BeforeEach
  void start() throws IOException {
    planner = new PlannerStub();
    planner.answer("GET /v1/environments/local/nodes", NODES);
    planner.answer("POST /v1/runs", "{\"runId\": \"r1\"}");
    Files.writeString(project.resolve("dbt_project.yml"), "name: shop\nprofile: shop\n");
  }

  @AfterEach
  void stop() {
    planner.close();
  }

  private CommandRun tidemill(String verb, String... more) {
    List<String> arguments = new java.util.ArrayList<>(List.of(verb));
    arguments.addAll(List.of("--api", planner.url(), "--project-dir", project.toString()));
    arguments.addAll(List.of(more));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  private static String run(String state, String finishedAt, String tasks) {
    return """
        {"run": {"runId": "r1", "state": "%s", "verb": "build", "invocationId": "i1",
                 "createdAt": "2026-11-22T10:00:00Z", "finishedAt": %s}, "tasks": [%s]}
        """
        .formatted(state, finishedAt, tasks);
  }

  private static String task(String id, String type, String state, String more) {
    return "{\"nodeId\": \"%s\", \"name\": \"%s\", \"resourceType\": \"%s\", \"state\": \"%s\"%s}"
        .formatted(id, id.replaceAll(".*\\.", ""), type, state, more);
  }

  @Test
  void saysWhatHappensAsDbtDoes() {
    String times =
        ", \"startedAt\": \"2026-11-22T10:00:01Z\", \"finishedAt\": \"2026-11-22T10:00:02.250Z\"";
    planner.answer(
        "GET /v1/runs/r1",
        run(
            "RUNNING",
            "null",
            task(
                "model.shop.orders",
                "model",
                "RUNNING",
                ", \"startedAt\": \"2026-11-22T10:00:01Z\"")),
        run(
            "FAILED",
            "\"2026-11-22T10:01:05.500Z\"",
            String.join(
                ",",
                task("model.shop.orders", "model", "SUCCESS", ", \"message\": \"OK\"" + times),
                task(
                    "test.shop.unique_orders",
                    "test",
                    "FAIL",
                    ", \"failures\": 2, \"message\": \"Got 2 results, configured to fail if != 0\""
                        + times),
                task("model.shop.sums", "model", "SKIPPED", ""))));

    CommandRun run = tidemill("build");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.untimed())
        .contains(
            "1 of 1 START sql table model shop.orders ....................................... [RUN]",
            "1 of 3 OK created sql table model shop.orders .................................. [OK in 1.25s]",
            "2 of 3 START test unique_orders ................................................ [RUN]",
            "2 of 3 FAIL 2 unique_orders .................................................... [FAIL 2 in 1.25s]",
            "3 of 3 SKIP relation shop.sums ................................................. [SKIP]",
            "Finished running 1 data test, 1 incremental model, 1 table model in 0 hours 1 minutes and 5.50 seconds (65.50s).",
            "Completed with 1 error, 0 partial successes, and 0 warnings:",
            "[ERROR]: in test unique_orders (models/orders.yml)",
            "  Got 2 results, configured to fail if != 0",
            "Done. PASS=1 WARN=0 ERROR=1 SKIP=1 NO-OP=0 REUSED=0 TOTAL=3");
    assertThat(RunResultsArtifact.read(project.resolve("target/run_results.json")))
        .extracting(result -> result.get("unique_id") + " " + result.get("status"))
        .containsExactlyInAnyOrder(
            "model.shop.orders success", "test.shop.unique_orders fail", "model.shop.sums skipped");
  }

  @Test
  void passesDbtsFlagsOn() {
    planner.answer("GET /v1/runs/r1", run("SUCCEEDED", "\"2026-11-22T10:00:03Z\"", ""));

    CommandRun run =
        tidemill(
            "run",
            "--select",
            "orders+",
            "tag:daily",
            "--exclude",
            "sums",
            "--full-refresh",
            "--fail-fast",
            "--vars",
            "{day: 2026-11-22, n: 3}",
            "--indirect-selection",
            "cautious",
            "--empty",
            "--threads",
            "4",
            "--no-use-colors");

    assertThat(run.exitCode()).isZero();
    assertThat(planner.asked())
        .anySatisfy(
            request ->
                assertThat(request)
                    .startsWith("POST /v1/runs ")
                    .contains("\"select\":[\"orders+\",\"tag:daily\"]")
                    .contains("\"exclude\":[\"sums\"]")
                    .contains("\"fullRefresh\":true")
                    .contains("\"failFast\":true")
                    .contains("\"n\":3")
                    .contains("\"indirectSelection\":\"cautious\"")
                    .contains("\"EMPTY\":true"));
    assertThat(run.output()).contains("--threads 4 is noted");
  }

  @Test
  void refusesWhatThePipelineDoesNotCarry() {
    assertThat(tidemill("test", "--store-failures").output()).contains("+store_failures: true");
    assertThat(tidemill("run", "--defer", "--state", "x").output()).contains("tidemill clone");
    assertThat(tidemill("run", "--sample", "3 days").exitCode()).isEqualTo(2);
    assertThat(planner.asked()).isEmpty();
  }

  @Test
  void countsWarningsAsErrorsWhenAsked() {
    planner.answer(
        "GET /v1/runs/r1",
        run(
            "SUCCEEDED",
            "\"2026-11-22T10:00:03Z\"",
            task("test.shop.unique_orders", "test", "WARN", ", \"failures\": 1")));

    assertThat(tidemill("test").exitCode()).isZero();
    assertThat(tidemill("test", "--warn-error").exitCode()).isEqualTo(1);
  }

  @Test
  void submitsWithoutWaiting() {
    CommandRun run = tidemill("submit", "seed", "--select", "regions");

    assertThat(run.exitCode()).isZero();
    assertThat(run.output()).isEqualTo("r1" + System.lineSeparator());
    assertThat(planner.asked()).singleElement().asString().contains("\"verb\":\"seed\"");
  }

  @Test
  void retriesTheLatestRunThatFailed() {
    planner.answer(
        "GET /v1/runs?environment=local&limit=200",
        "{\"runs\": [{\"runId\": \"good\", \"state\": \"SUCCEEDED\"}, {\"runId\": \"bad\", \"state\": \"FAILED\", \"verb\": \"build\"}]}");
    planner.answer("POST /v1/runs/bad/retry", "{\"runId\": \"r1\"}");
    planner.answer("GET /v1/runs/r1", run("SUCCEEDED", "\"2026-11-22T10:00:03Z\"", ""));

    CommandRun run = tidemill("retry");

    assertThat(run.exitCode()).isZero();
    assertThat(run.output()).contains("Retrying run bad (build)");
  }

  @Test
  void saysThatThereIsNothingToRetry() {
    planner.answer("GET /v1/runs?environment=local&limit=200", "{\"runs\": []}");

    CommandRun run = tidemill("retry");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.output()).contains("Expected a failed or cancelled run to retry");
  }

  @Test
  void refusesASelectorTogetherWithSelect() {
    CommandRun run = tidemill("run", "--selector", "nightly", "--select", "orders");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.output()).contains("Expected --selector alone");
  }

  @Test
  void refusesVarsThatAreNoDictionary() {
    CommandRun run = tidemill("run", "--vars", "[1, 2]");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.output()).contains("Expected --vars to be a YAML dictionary");
  }

  @Test
  void saysWhatToDoWithoutAPlanner() {
    planner.close();

    CommandRun run = tidemill("run");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.output()).contains("Start one with ./tidemill up");
  }
}
