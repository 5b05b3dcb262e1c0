package io.tidemill.planner.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tidemill.event.LedgerState;
import io.tidemill.event.RunState;
import io.tidemill.event.TaskState;
import io.tidemill.planner.KafkaFixture;
import io.tidemill.planner.PlannerFixture;
import io.tidemill.planner.Runs;
import io.tidemill.planner.config.Ulid;
import io.tidemill.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console as a browser shows it. */
class ConsoleTest {
  private static final Optional<Path> CHROMIUM =
      Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
          .map(Path::of)
          .filter(Files::isExecutable)
          .findFirst();
  private static final String RUN = Ulid.next();
  private static final String TRIGGER = Ulid.next();

  @TempDir private static Path home;
  private static PlannerFixture planner;

  @BeforeAll
  static void start() {
    if (CHROMIUM.isEmpty()) {
      System.out.println("ConsoleTest is left out: there is no Chromium or Chrome on this machine");
    }
    assumeTrue(CHROMIUM.isPresent(), "no Chromium or Chrome on this machine");
    planner =
        PlannerFixture.start(
            home,
            "tidemill.environments[0].name=retail",
            "tidemill.environments[0].project-dir=" + home.resolve("no-project-here"));
    publishARunHalfDone();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                planner.get("/v1/runs/" + RUN).body().contains("\"mart_sales\"")
                    && planner.get("/v1/events").body().contains(TRIGGER)
                    && planner.get("/v1/executors").body().contains("executor-1"));
  }

  @AfterAll
  static void stop() {
    if (planner != null) {
      planner.close();
    }
  }

  private static void publishARunHalfDone() {
    Instant start = Runs.now().minusSeconds(20);
    task("stg_orders", TaskState.SUCCESS, start, 1, 4);
    task("stg_customers", TaskState.SUCCESS, start, 1, 6);
    task("orders", TaskState.SUCCESS, start, 5, 12, "stg_orders");
    task("customers", TaskState.ERROR, start, 7, 9, "stg_customers");
    task("mart_sales", TaskState.RUNNING, start, 13, 0, "orders", "stg_customers");
    Runs.publish(
        Runs.task("retail", RUN, "mart_customers", TaskState.SKIPPED, "customers", "orders")
            .build());
    Runs.publish(
        Runs.task("retail", RUN, "not_null_orders_id", TaskState.PASS, "orders")
            .setResourceType("test")
            .setNodeId("test.retail.not_null_orders_id")
            .build());
    Runs.publish(
        Runs.run("retail", RUN, RunState.RUNNING)
            .setReason("2 files landed in raw.orders and raw.customers")
            .setCreatedAt(start)
            .setTotal(7)
            .setSucceeded(4)
            .setFailed(1)
            .setSkipped(1)
            .setRunning(1)
            .build());
    Runs.publish(
        Runs.ledger("retail", TRIGGER, LedgerState.INCLUDED, "orders/dt=2026-11-22/part-0.parquet")
            .setRunId(RUN)
            .build());
    Runs.publish(
        Runs.ledger("-", Ulid.next(), LedgerState.IGNORED, "stray/readme.txt")
            .setReason("no source of any environment names s3://landing/stray/")
            .build());
    KafkaFixture.get()
        .send(Topics.EXECUTORS, planner.fleet(), Runs.heartbeat("executor-1", RUN, "mart_sales"));
  }

  private static void task(
      String name, TaskState state, Instant start, int from, int to, String... parents) {
    Runs.publish(
        Runs.task("retail", RUN, name, state, parents)
            .setAttempt(1)
            .setExecutorId("executor-1")
            .setSessionId("session-1")
            .setStatements(2)
            .setDpuSeconds(3.5)
            .setMessage(
                state == TaskState.ERROR ? "Runtime Error: column <b>nope</b> not found" : "OK")
            .setRowsAffected(state == TaskState.SUCCESS ? 15000L : null)
            .setReadyAt(start.plusMillis(from * 1000L - 600))
            .setDispatchedAt(start.plusMillis(from * 1000L - 500))
            .setStartedAt(start.plusSeconds(from))
            .setFinishedAt(to == 0 ? null : start.plusSeconds(to))
            .build());
  }

  @Test
  void listsRunsWithTheirProgress() throws Exception {
    String page = page("#/runs", "runs");

    assertThat(page)
        .contains("data-run=\"" + RUN + "\"")
        .contains("2 files landed in raw.orders and raw.customers")
        .contains("6 of 7, 1 failed, 1 skipped, 1 running");
  }

  @Test
  void drawsARunAsAGraphWithTheStateOfEachModel() throws Exception {
    String page = page("#/runs/" + RUN, "run");

    assertThat(page)
        .contains("aria-label=\"orders: success · 7.00 s\"")
        .contains("aria-label=\"customers: error · 2.00 s\"")
        .contains("aria-label=\"mart_customers: skipped\"")
        .contains("class=\"edge critical\"")
        .contains("✓ 1/1")
        .contains("aria-label=\"Timeline of the run\"")
        .contains("orders/dt=2026-11-22/part-0.parquet");
    assertThat(page.split("class=\"edge").length - 1).isEqualTo(6);
  }

  @Test
  void showsWhatCameOverTheNetworkAsTextAndNeverAsMarkup() throws Exception {
    String page = page("#/runs/" + RUN, "run-again");

    assertThat(page).contains("&lt;b&gt;nope&lt;/b&gt;").doesNotContain("<b>nope</b>");
  }

  @Test
  void tellsTheWholeLedgerIncludingWhatWasIgnored() throws Exception {
    String page = page("#/events", "events");

    assertThat(page)
        .contains("data-event=\"" + TRIGGER + "\"")
        .contains("no source of any environment names s3://landing/stray/");
  }

  @Test
  void showsSessionsAndTheirCost() throws Exception {
    String page = page("#/sessions", "sessions");

    assertThat(page)
        .contains("data-session=\"tidemill-executor-1-session-1\"")
        .contains("2 x G.1X")
        .contains("20 %");
  }

  @Test
  void showsWhatIsWrongWithAProject() throws Exception {
    String page = page("#/projects", "projects");

    assertThat(page).contains("data-environment=\"retail\"").contains(">broken<");
  }

  @Test
  void answersWhyAnEventLedToARun() throws Exception {
    String page = page("#/why/" + TRIGGER, "why");

    assertThat(page).contains("landed in raw.orders").contains("#/runs/" + RUN);
  }

  /**
   * The page after its scripts have run; a picture of it, too, where the property says a folder.
   */
  private static String page(String route, String name) throws IOException, InterruptedException {
    String url = planner.url() + "/?live=off" + route;
    String pictures = System.getProperty("tidemill.screenshots");
    if (pictures != null) {
      chromium(url, "--screenshot=" + Path.of(pictures).resolve(name + ".png"));
    }
    return chromium(url, "--dump-dom");
  }

  private static String chromium(String url, String output)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                CHROMIUM.orElseThrow().toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--window-size=1440,1500",
                "--virtual-time-budget=4000",
                "--user-data-dir=" + Files.createTempDirectory(home, "chromium")));
    if (System.getProperty("tidemill.screenshots.dark") != null) {
      command.add("--force-dark-mode");
    }
    command.add(output);
    command.add(url);
    Path dom = Files.createTempFile(home, "page", ".html");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(dom.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!process.waitFor(90, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("Chromium did not end in 90 s for " + url);
    }
    return Files.readString(dom, UTF_8);
  }
}
