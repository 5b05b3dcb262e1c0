package io.tidemill.planner.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemill.event.AuditRecord;
import io.tidemill.event.Command;
import io.tidemill.event.CommandAction;
import io.tidemill.event.LedgerState;
import io.tidemill.event.RunState;
import io.tidemill.event.TaskState;
import io.tidemill.planner.KafkaFixture;
import io.tidemill.planner.PlannerFixture;
import io.tidemill.planner.PlannerFixture.Answer;
import io.tidemill.planner.Runs;
import io.tidemill.planner.config.Ulid;
import io.tidemill.schemas.Topics;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunsApiTest {
  private static PlannerFixture planner;

  @BeforeAll
  static void start(@TempDir Path home) {
    planner =
        PlannerFixture.start(
            home,
            "tidemill.environments[0].name=dev",
            "tidemill.environments[0].project-dir=" + home.resolve("no-project-here"));
  }

  @AfterAll
  static void stop() {
    planner.close();
  }

  @Test
  void showsARunWithItsTasksOnceTheEngineHasToldOfThem() {
    String run = Ulid.next();
    Runs.publish(Runs.task("dev", run, "stg_orders", TaskState.SUCCESS).build());
    Runs.publish(Runs.task("dev", run, "orders", TaskState.RUNNING, "stg_orders").build());
    Runs.publish(Runs.run("dev", run, RunState.RUNNING).build());

    Answer answer = awaitRun(run, 2);

    assertThat(answer.json().at("/run/state").asString()).isEqualTo("RUNNING");
    assertThat(answer.json().at("/tasks/1/parents/0").asString())
        .isEqualTo("model.retail.stg_orders");
    assertThat(planner.get("/v1/runs?environment=dev&state=running&limit=500").body())
        .contains(run);
    assertThat(planner.get("/v1/runs?environment=dev&state=failed&limit=500").body())
        .doesNotContain(run);
  }

  @Test
  void forgetsARunWhoseRecordIsDeleted() {
    String run = Ulid.next();
    Runs.publish(Runs.run("dev", run, RunState.SUCCEEDED).build());
    awaitRun(run, 0);

    KafkaFixture.get().sendBytes(Topics.RUNS, "dev/" + run, null);

    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> planner.get("/v1/runs/" + run).status() == 404);
  }

  @Test
  void goesOnAfterARecordThatCannotBeRead() {
    String run = Ulid.next();
    KafkaFixture.get()
        .sendBytes(Topics.RUNS, "dev/" + run, "poison".getBytes(StandardCharsets.UTF_8));
    Runs.publish(Runs.run("dev", run, RunState.RUNNING).build());

    awaitRun(run, 0);

    assertThat(planner.get("/actuator/prometheus").body())
        .contains("tidemill_view_unreadable_total");
  }

  @Test
  void writesACancelCommandAndItsAuditRecord() {
    String run = Ulid.next();
    Runs.publish(Runs.run("dev", run, RunState.RUNNING).build());
    awaitRun(run, 0);

    Answer answer = planner.post("/v1/runs/" + run + "/cancel", "");

    assertThat(answer.status()).isEqualTo(202);
    String id = answer.json().path("commandId").asString();
    Command command =
        KafkaFixture.get()
            .await(Topics.COMMANDS, Command.class, 1, sent -> sent.getCommandId().equals(id))
            .get(0);
    assertThat(command.getAction()).isEqualTo(CommandAction.CANCEL_RUN);
    assertThat(command.getRunId()).isEqualTo(run);
    AuditRecord audit =
        KafkaFixture.get()
            .await(Topics.AUDIT, AuditRecord.class, 1, kept -> run.equals(kept.getRunId()))
            .get(0);
    assertThat(audit.getAction()).isEqualTo("run.cancel");
    assertThat(audit.getActor()).isEqualTo("local");
  }

  @Test
  void retriesUnderANewRunId() {
    String run = Ulid.next();
    Runs.publish(Runs.run("dev", run, RunState.FAILED).build());
    awaitRun(run, 0);

    Answer answer = planner.post("/v1/runs/" + run + "/retry", "");

    String retry = answer.json().path("runId").asString();
    assertThat(retry).isNotEqualTo(run);
    Command command =
        KafkaFixture.get()
            .await(Topics.COMMANDS, Command.class, 1, sent -> retry.equals(sent.getRunId()))
            .get(0);
    assertThat(command.getRetriedRunId()).isEqualTo(run);
  }

  @Test
  void refusesARunOfAnUnknownEnvironmentNamingTheKnownOnes() {
    Answer answer = planner.post("/v1/runs", "{\"environment\":\"prod\"}");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.json().path("detail").asString())
        .isEqualTo("Expected one of the environments [dev], but there is no 'prod'");
  }

  @Test
  void refusesARunOfAnEnvironmentWithoutAProjectVersion() {
    Answer answer = planner.post("/v1/runs", "{\"environment\":\"dev\",\"verb\":\"run\"}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("field").asString()).isEqualTo("environment");
  }

  @Test
  void saysWhichFieldOfARequestHasTheWrongType() {
    Answer answer = planner.post("/v1/runs", "{\"environment\":\"dev\",\"select\":{\"a\":1}}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("field").asString()).startsWith("select");
  }

  @Test
  void refusesAnUnknownStateNamingThoseThereAre() {
    Answer answer = planner.get("/v1/runs?state=done");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("detail").asString()).contains("queued, running, succeeded");
  }

  @Test
  void explainsWhatBecameOfAnEvent() {
    String run = Ulid.next();
    String trigger = Ulid.next();
    Runs.publish(Runs.task("dev", run, "orders", TaskState.SUCCESS).build());
    Runs.publish(Runs.run("dev", run, RunState.SUCCEEDED).build());
    Runs.publish(
        Runs.ledger("dev", trigger, LedgerState.INCLUDED, "orders/1.parquet")
            .setRunId(run)
            .build());
    awaitRun(run, 1);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> planner.get("/v1/why/event/" + trigger).status() == 200);

    Answer answer = planner.get("/v1/why/event/" + trigger);

    assertThat(answer.json().at("/outcomes/0/run/runId").asString()).isEqualTo(run);
    assertThat(answer.json().at("/outcomes/0/tasks/0/name").asString()).isEqualTo("orders");
    assertThat(planner.get("/v1/events?run=" + run).body()).contains(trigger);
    assertThat(planner.get("/v1/why/event/unheard-of").status()).isEqualTo(404);
  }

  @Test
  void streamsChangesAsTheyHappen() throws Exception {
    String run = Ulid.next();
    HttpRequest request = HttpRequest.newBuilder(URI.create(planner.url() + "/v1/stream")).build();
    HttpResponse<java.io.InputStream> response =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());

    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).isEqualTo("event:hello");
      Runs.publish(Runs.run("dev", run, RunState.RUNNING).build());
      String line = lines.readLine();
      while (!line.contains(run)) {
        line = lines.readLine();
      }
      assertThat(line).startsWith("data:{").contains("\"state\":\"RUNNING\"");
    }
  }

  @Test
  void showsExecutorsAndTheirSessions() {
    String executor = "executor-" + UUID.randomUUID();
    KafkaFixture.get()
        .send(Topics.EXECUTORS, planner.fleet(), Runs.heartbeat(executor, "r", "orders"));

    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> planner.get("/v1/executors").body().contains(executor));

    assertThat(planner.get("/v1/executors").body()).contains("2 x G.1X", "ALIVE");
  }

  @Test
  void findsNothingWrongWithTheTopicsItMade() {
    Answer answer = planner.get("/v1/topics/check");

    assertThat(answer.json().path("problems").toString()).isEqualTo("[]");
    assertThat(answer.json().path("ok").asBoolean()).isTrue();
  }

  @Test
  void tellsOfAProjectThatIsNotThere() {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> planner.get("/v1/environments/dev").body().contains("BROKEN"));

    Answer answer = planner.get("/v1/environments/dev");

    assertThat(answer.json().path("problems").isEmpty()).isFalse();
    assertThat(answer.json().path("digest").isNull()).isTrue();
    assertThat(planner.post("/v1/environments/dev/deploy", "").status()).isEqualTo(422);
  }

  private static Answer awaitRun(String run, int tasks) {
    await("run " + run)
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              Answer answer = planner.get("/v1/runs/" + run);
              return answer.status() == 200 && answer.json().path("tasks").size() == tasks;
            });
    return planner.get("/v1/runs/" + run);
  }
}
