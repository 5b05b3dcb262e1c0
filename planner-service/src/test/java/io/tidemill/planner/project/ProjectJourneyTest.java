package io.tidemill.planner.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemill.event.ModelReady;
import io.tidemill.planner.FakeExecutor;
import io.tidemill.planner.PlannerFixture;
import io.tidemill.planner.PlannerFixture.Answer;
import io.tidemill.planner.ShopProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A dbt project in a whole planner: landed in, broken, mended, run by hand, restarted. */
class ProjectJourneyTest {
  @TempDir private Path home;
  private final String fleet = UUID.randomUUID().toString();
  private final String environment = "shop-" + fleet.substring(0, 8);
  private ShopProject project;
  private PlannerFixture planner;
  private FakeExecutor executor;

  @BeforeEach
  void start() throws IOException {
    project = ShopProject.in(home.resolve("shop"));
    planner = startPlanner();
    executor = new FakeExecutor(fleet);
    awaitCondition("READY");
  }

  @AfterEach
  void stop() {
    executor.close();
    planner.close();
  }

  private PlannerFixture startPlanner() {
    return PlannerFixture.start(
        fleet,
        home,
        "tidemill.landing.lake-root=" + home.resolve("lake"),
        "tidemill.landing.rescan=500ms",
        "tidemill.environments[0].name=" + environment,
        "tidemill.environments[0].project-dir=" + project.folder());
  }

  @Test
  void runsExactlyWhatIsDownstreamOfALandingOnceAllHasBeenBuilt() throws IOException {
    land("orders/dt=2026-11-22/part-0.csv");

    JsonNode first = awaitRun("landing");

    assertThat(first.at("/run/state").asString()).isEqualTo("SUCCEEDED");
    // The mart reads stg_customers, which nobody has built yet.
    assertThat(names(first.path("tasks")))
        .containsExactlyInAnyOrder("stg_orders", "mart", "not_null_stg_orders_id", "stg_customers");

    land("orders/dt=2026-11-23/part-0.csv");
    await("a second run")
        .atMost(Duration.ofSeconds(30))
        .until(() -> runs().size() == 2 && runs().get(0).path("finishedAt").isString());

    JsonNode second = planner.get("/v1/runs/" + runs().get(0).path("runId").asString()).json();
    assertThat(names(second.path("tasks")))
        .containsExactlyInAnyOrder("stg_orders", "mart", "not_null_stg_orders_id");
    assertThat(executor.taken())
        .extracting(ModelReady::getNodeId)
        .containsOnlyOnce("model.shop.stg_customers");
    Answer why = planner.get("/v1/why/model/mart?environment=" + environment);
    assertThat(why.json().at("/runs/0/triggers/0/subject").asString())
        .isEqualTo("orders/dt=2026-11-23/part-0.csv");
    assertThat(why.json().at("/sources").valueStream().map(JsonNode::asString))
        .contains("source.shop.raw.orders", "source.shop.raw.customers");
  }

  @Test
  void keepsServingTheOldVersionWhileTheProjectIsBrokenAndDeploysItOnceMended() throws IOException {
    String before = environment().path("digest").asString();

    project.write("models/mart.sql", "select 1\nfrom {{ ref('nowhere') }}\n");
    awaitCondition("BROKEN");

    JsonNode broken = environment();
    assertThat(broken.path("digest").asString()).isEqualTo(before);
    assertThat(broken.at("/problems/0/file").asString()).isEqualTo("models/mart.sql");
    assertThat(broken.at("/problems/0/message").asString()).contains("nowhere");
    project.write("models/mart.sql", "select * from {{ ref('stg_orders') }}\n");
    awaitCondition("READY");
    assertThat(environment().path("digest").asString()).isNotEqualTo(before);
  }

  @Test
  void runsWhatACommandSelects() {
    Answer started =
        planner.post(
            "/v1/runs",
            """
            {"environment":"%s","verb":"run","select":["+mart"],"vars":{"day":"2026-11-22"}}
            """
                .formatted(environment));

    assertThat(started.status()).isEqualTo(202);
    assertThat(started.json().path("nodes").asInt()).isEqualTo(3);
    JsonNode run = awaitRun("command");
    assertThat(run.at("/run/runId").asString()).isEqualTo(started.json().path("runId").asString());
    assertThat(names(run.path("tasks")))
        .containsExactlyInAnyOrder("stg_orders", "stg_customers", "mart");
    assertThat(executor.taken().get(0).getVars()).contains("2026-11-22");
  }

  @Test
  void refusesACommandThatSelectsNothing() {
    Answer answer =
        planner.post(
            "/v1/runs",
            "{\"environment\":\"%s\",\"verb\":\"run\",\"select\":[\"no_such_model\"]}"
                .formatted(environment));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("field").asString()).isEqualTo("select");
  }

  @Test
  void listsNodesParentsFirst() {
    JsonNode nodes =
        planner
            .get("/v1/environments/" + environment + "/nodes?select=stg_orders%2B")
            .json()
            .path("nodes");

    assertThat(names(nodes))
        .containsExactlyInAnyOrder("stg_orders", "mart", "not_null_stg_orders_id");
    assertThat(nodes.at("/0/name").asString()).isEqualTo("stg_orders");
    assertThat(nodes.at("/0/dependsOn/0").asString()).isEqualTo("source.shop.raw.orders");
  }

  @Test
  void goesOnAfterARestartWithTheSameVersionAndItsHistory() throws IOException {
    land("orders/dt=2026-11-22/part-0.csv");
    String firstRun = awaitRun("landing").at("/run/runId").asString();
    String digest = environment().path("digest").asString();

    planner.close();
    planner = startPlanner();
    awaitCondition("READY");

    assertThat(environment().path("digest").asString()).isEqualTo(digest);
    assertThat(planner.get("/v1/runs/" + firstRun).status()).isEqualTo(200);
    land("customers/new.csv");
    await("a second run")
        .atMost(Duration.ofSeconds(30))
        .until(() -> runs().size() == 2 && runs().get(0).path("finishedAt").isString());
    assertThat(
            names(
                planner
                    .get("/v1/runs/" + runs().get(0).path("runId").asString())
                    .json()
                    .path("tasks")))
        .containsExactlyInAnyOrder("stg_customers", "mart");
  }

  @Test
  void servesTheVersionBeforeItEvenWhenItStartsWithABrokenProject() throws IOException {
    String digest = environment().path("digest").asString();
    planner.close();
    project.write("models/mart.sql", "select {{ oops\n");

    planner = startPlanner();
    awaitCondition("BROKEN");

    assertThat(environment().path("digest").asString()).isEqualTo(digest);
    land("customers/new.csv");
    assertThat(names(awaitRun("landing").path("tasks")))
        .containsExactlyInAnyOrder("stg_customers", "mart", "stg_orders", "not_null_stg_orders_id");
  }

  private void land(String key) throws IOException {
    Path file = home.resolve("lake/landing").resolve(key);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "id\n1\n");
  }

  private JsonNode environment() {
    return planner.get("/v1/environments/" + environment).json();
  }

  private void awaitCondition(String condition) {
    await("project to be " + condition)
        .atMost(Duration.ofSeconds(30))
        .until(() -> environment().path("condition").asString(), condition::equals);
  }

  private List<JsonNode> runs() {
    return planner
        .get("/v1/runs?environment=" + environment)
        .json()
        .path("runs")
        .valueStream()
        .toList();
  }

  private JsonNode awaitRun(String cause) {
    await("a run by " + cause)
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                runs().stream()
                    .anyMatch(
                        run ->
                            run.path("cause").asString().equals(cause)
                                && run.path("finishedAt").isString()));
    return planner.get("/v1/runs/" + runs().get(0).path("runId").asString()).json();
  }

  private static List<String> names(JsonNode nodes) {
    return nodes.valueStream().map(node -> node.path("name").asString()).toList();
  }
}
