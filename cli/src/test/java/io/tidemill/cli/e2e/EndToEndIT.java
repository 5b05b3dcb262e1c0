package io.tidemill.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemill.cli.api.PlannerApi;
import io.tidemill.cli.demo.LakeQuery;
import io.tidemill.cli.demo.LandedRun;
import io.tidemill.cli.demo.RetailStory;
import io.tidemill.cli.local.Distribution;
import io.tidemill.cli.local.LocalGlue;
import io.tidemill.cli.local.LocalLayout;
import io.tidemill.cli.local.LocalPorts;
import io.tidemill.cli.local.LocalSystem;
import io.tidemill.cli.local.SourceTables;
import io.tidemill.cli.local.Supervisor;
import io.tidemill.dbt.DbtProject;
import io.tidemill.dbt.ProjectSource;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.lakeformation.LakeFormationClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The retail example on the real parts: every process as {@code tidemill up} starts it. The steps
 * build on each other, as days do.
 */
@TestMethodOrder(OrderAnnotation.class)
class EndToEndIT {
  private static final Path ROOT = Path.of(System.getProperty("tidemill.root"));
  private static final Path PROJECT = ROOT.resolve("examples/retail");
  private static final LocalPorts PORTS = LocalPorts.offset(2000);
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final double SCALE = 0.01;

  @TempDir static Path home;
  static LocalLayout layout;
  static Supervisor supervisor;
  static PlannerApi api;
  static RetailStory story;
  static LakeQuery lake;

  @BeforeAll
  static void start() throws Exception {
    layout = new LocalLayout(home);
    DbtProject project = DbtProject.load(ProjectSource.of(PROJECT));
    LocalSystem system = new LocalSystem(layout, PORTS, PROJECT, project.profile().target(), 2, 2);
    supervisor = new Supervisor(new Distribution(ROOT), layout, System.out::println);
    supervisor.start(system.waves());
    new SourceTables(PORTS.glueUrl()).createMissing(project.manifest());
    api = new PlannerApi(PORTS.plannerUrl(), null);
    story = new RetailStory(api, layout.lake(), SCALE, PATIENCE);
    lake = new LakeQuery(PORTS.glueUrl(), "end-to-end-reader");
  }

  @AfterAll
  static void stop() {
    if (lake != null) {
      lake.close();
    }
    if (supervisor != null) {
      supervisor.close();
    }
  }

  @Test
  @Order(1)
  void buildsEverythingWhenTheHistoryLands() throws Exception {
    List<LandedRun> runs = story.landAndAwait(story.history());

    assertThat(runs).isNotEmpty().allMatch(LandedRun::succeeded, "succeeded");
    assertMartsAreAsDuckDbComputesThem();
  }

  @Test
  @Order(2)
  void refreshesExactlyWhatIsDownstreamOfALanding() throws Exception {
    List<LandedRun> runs = story.landAndAwait(story.nextDay());

    assertThat(runs).allMatch(LandedRun::succeeded, "succeeded");
    assertThat(models(runs))
        .contains("stg_orders", "int_order_lines", "fct_daily_sales", "fct_orders")
        .doesNotContain("stg_customers", "dim_customers", "stg_parts", "stg_nations");
    assertMartsAreAsDuckDbComputesThem();
  }

  @Test
  @Order(3)
  void spendsAtMostTwoStatementsOnAModel() {
    JsonNode runs = api.get("/v1/runs?limit=50").path("runs");
    for (JsonNode run : runs) {
      for (JsonNode task : api.get("/v1/runs/" + run.path("runId").asString()).path("tasks")) {
        assertThat(task.path("statements").asInt())
            .as("Glue statements of %s", task.path("name").asString())
            .isLessThanOrEqualTo(2);
      }
    }
  }

  @Test
  @Order(4)
  void losesAndDoublesNothingWhenExecutorAndPlannerAreKilled() throws Exception {
    Instant since = Instant.now();
    Map<String, String> files = story.lateFile();
    story.land(files);
    Awaitility.await("a task at executor-1")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> heldBy("executor-1"));
    kill("executor-1");
    kill("planner");

    // The supervisor starts both again; the API is away meanwhile.
    Awaitility.await("the planner's return")
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> api.get("/v1/executors").path("executors").size() > 0);
    List<LandedRun> runs = story.await(files.keySet(), since);

    assertThat(runs).isNotEmpty().allMatch(LandedRun::succeeded, "succeeded");
    assertMartsAreAsDuckDbComputesThem();
  }

  @Test
  @Order(5)
  void keepsTheHistoryOfChangedCustomers() throws Exception {
    List<LandedRun> runs = story.landAndAwait(story.movedCustomers());

    assertThat(runs).allMatch(LandedRun::succeeded, "succeeded");
    assertMartsAreAsDuckDbComputesThem();
    List<List<String>> closed =
        lake.rows(
            "select count(*), count(distinct customer_key) from glue_catalog.retail.customers_history where dbt_valid_to is not null");
    assertThat(Integer.parseInt(closed.get(0).get(0)))
        .as("closed rows of the snapshot")
        .isPositive()
        .isEqualTo(Integer.parseInt(closed.get(0).get(1)));
  }

  @Test
  @Order(6)
  void grantsWhatTheModelsSay() {
    Awaitility.await("analysts on fct_orders")
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(readers("retail", "fct_orders"))
                    .anyMatch(arn -> arn.endsWith("role/analysts"))
                    .anyMatch(arn -> arn.endsWith("role/finance")));
    assertThat(readers("retail", "fct_daily_sales"))
        .anyMatch(arn -> arn.endsWith("role/analysts"))
        .noneMatch(arn -> arn.endsWith("role/finance"));
  }

  @Test
  @Order(7)
  void publishesALineagePairForEachAttempt() throws Exception {
    JsonMapper json = new JsonMapper();
    Set<String> started = new HashSet<>();
    Set<String> completed = new HashSet<>();
    for (String line : Files.readAllLines(layout.lineage().resolve("events.ndjson"))) {
      JsonNode event = json.readTree(line);
      String run = event.path("run").path("runId").asString();
      if (event.path("eventType").asString().equals("START")) {
        started.add(run);
      } else {
        completed.add(run);
      }
    }
    assertThat(started).isNotEmpty().isEqualTo(completed);
  }

  @Test
  @Order(8)
  void answersAMalformedEventAndLosesNothing() throws Exception {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(PORTS.plannerUrl() + "/v1/events"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"detail\": "))
                    .build(),
                HttpResponse.BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("Expected");
  }

  @Test
  @Order(9)
  void saysThatAnUnknownBucketIsIgnored() throws Exception {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(PORTS.plannerUrl() + "/v1/events/eventbridge"))
                    .header("Content-Type", "application/json")
                    .POST(
                        HttpRequest.BodyPublishers.ofString(
                            """
                            {"version":"0","id":"e2e-1","detail-type":"Object Created","source":"aws.s3",
                             "account":"111122223333","time":"2026-01-01T00:00:00Z","region":"eu-west-1",
                             "resources":["arn:aws:s3:::elsewhere"],
                             "detail":{"version":"0","bucket":{"name":"elsewhere"},
                               "object":{"key":"unknown/file.csv","size":5,"etag":"e","sequencer":"61"},
                               "reason":"PutObject"}}
                            """))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(202);

    Awaitility.await("the ledger")
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(ledgerState("unknown/file.csv")).isEqualTo("IGNORED"));
  }

  private static void assertMartsAreAsDuckDbComputesThem() throws Exception {
    Map<String, Integer> rows =
        new MartCheck(PROJECT.resolve("check"), story.landingFolder(), "retail").compareAll(lake);
    assertThat(rows.values()).as("rows of each mart: " + rows).allMatch(count -> count > 0);
  }

  private static Set<String> models(List<LandedRun> runs) {
    return runs.stream().flatMap(run -> run.names("model").stream()).collect(Collectors.toSet());
  }

  private static boolean heldBy(String executor) {
    for (JsonNode run : api.get("/v1/runs?limit=3").path("runs")) {
      for (JsonNode task : api.get("/v1/runs/" + run.path("runId").asString()).path("tasks")) {
        if (task.path("state").asString().equals("RUNNING")
            && task.path("executorId").asString("").equals(executor)) {
          return true;
        }
      }
    }
    return false;
  }

  private static void kill(String child) {
    ProcessHandle.of(supervisor.pid(child)).orElseThrow().destroyForcibly();
  }

  private static Set<String> readers(String schema, String table) {
    try (LakeFormationClient client = LocalGlue.lakeFormation(PORTS.glueUrl())) {
      return client
          .listPermissionsPaginator(
              r -> r.resource(x -> x.table(t -> t.databaseName(schema).name(table))))
          .stream()
          .flatMap(page -> page.principalResourcePermissions().stream())
          .filter(permission -> permission.permissionsAsStrings().contains("SELECT"))
          .map(permission -> permission.principal().dataLakePrincipalIdentifier())
          .collect(Collectors.toSet());
    }
  }

  private static String ledgerState(String key) {
    for (JsonNode entry : api.get("/v1/events?limit=200").path("events")) {
      if (entry.path("subject").asString().equals(key)) {
        return entry.path("state").asString();
      }
    }
    return "absent";
  }
}
