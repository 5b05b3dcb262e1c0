package io.tidemill.cli.command;

import io.tidemill.cli.ExitCodes;
import io.tidemill.cli.api.PlannerApi;
import io.tidemill.cli.local.LocalPorts;
import io.tidemill.cli.warehouse.GlueWarehouse;
import io.tidemill.dbt.DbtProject;
import io.tidemill.schemas.TopicProvisioner;
import io.tidemill.schemas.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code tidemill doctor}: what is wrong with this machine and the system, and what to do. */
@Command(
    name = "doctor",
    description = {
      "Check Java, disk, clock, git, the project, the broker with its topics, the registry, the planner with its executors,",
      "catalog-service and AWS. Each line says ok, warn or fail, and what to do. Exits with 1 when something fails."
    },
    mixinStandardHelpOptions = true)
public final class DoctorCommand implements Callable<Integer> {
  private static final short BROKER_DEFAULT = -1;
  private static final long LEAST_BYTES = 2L << 30;
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(4);

  @Mixin private ProjectOptions project = new ProjectOptions();
  @Mixin private ApiOptions api = new ApiOptions();
  @Mixin private KafkaOptions kafka = new KafkaOptions();
  @Mixin private WarehouseOptions aws = new WarehouseOptions();

  @Option(
      names = "--registry",
      paramLabel = "URL",
      description = "Schema registry. Default: the local one.")
  private String registry = LocalPorts.DEFAULT.registryUrl();

  @Option(
      names = "--catalog-api",
      paramLabel = "URL",
      description = "Address of catalog-service. Default: the local one.",
      defaultValue = "${env:TIDEMILL_CATALOG_API}")
  private @Nullable String catalogUrl;

  @Option(names = "--session", description = "Open a Glue session and run a query in it, too.")
  private boolean session;

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();
  private int failures;

  /** What one check found. */
  private record Finding(String level, String what, String advice) {
    static Finding ok(String what) {
      return new Finding("ok", what, "");
    }

    static Finding warn(String what, String advice) {
      return new Finding("warn", what, advice);
    }

    static Finding fail(String what, String advice) {
      return new Finding("fail", what, advice);
    }
  }

  /** One thing to look at. */
  @FunctionalInterface
  private interface Check {
    Finding run() throws Exception;
  }

  @Override
  public Integer call() {
    say("java", this::java);
    say("disk", this::disk);
    say("git", this::git);
    List<DbtProject> loaded = new ArrayList<>();
    say("project", () -> project(loaded));
    say("broker", this::broker);
    say("topics", this::topics);
    say("registry", this::registry);
    say("planner", this::planner);
    say("executors", this::executors);
    say("catalog", this::catalog);
    say("clock", this::clock);
    say(
        "aws",
        () ->
            loaded.isEmpty()
                ? Finding.warn("not asked", "mend the project first")
                : aws(loaded.get(0)));
    return failures == 0 ? ExitCodes.OK : ExitCodes.FAILED;
  }

  private void say(String subject, Check check) {
    Finding finding;
    try {
      finding = check.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      finding = Finding.fail("interrupted", "run it again");
    } catch (Exception e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      finding = Finding.fail(String.valueOf(cause.getMessage()), "see docs/operations.md");
    }
    failures += finding.level().equals("fail") ? 1 : 0;
    System.out.printf("%-5s %-10s %s%n", finding.level(), subject, finding.what());
    if (!finding.advice().isEmpty()) {
      System.out.printf("%-16s -> %s%n", "", finding.advice());
    }
  }

  private Finding java() {
    int version = Runtime.version().feature();
    if (version < 17) {
      return Finding.fail("Java " + version, "install a JDK 17");
    }
    return version == 17
        ? Finding.ok("Java " + Runtime.version())
        : Finding.warn(
            "Java " + version,
            "the services run on it, the local Glue endpoint needs 17: set JAVA_HOME to a JDK 17 for tidemill up");
  }

  private Finding disk() throws IOException {
    Path here = Path.of("").toAbsolutePath();
    long free = Files.getFileStore(here).getUsableSpace();
    String text = "%.1f GiB free in %s".formatted(free / (double) (1L << 30), here);
    return free < LEAST_BYTES
        ? Finding.fail(text, "free some space, or keep the state elsewhere with up --home")
        : Finding.ok(text);
  }

  private Finding git() throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder("git", "--version")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectErrorStream(true)
              .start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0
          ? Finding.ok("found")
          : Finding.warn("does not answer", "deps needs it for git packages");
    } catch (IOException e) {
      return Finding.warn("not found", "install git if packages.yml names git packages");
    }
  }

  private Finding project(List<DbtProject> loaded) {
    DbtProject read = DbtProject.load(project.source());
    loaded.add(read);
    return Finding.ok(
        "%s parses: %d nodes, %d sources, target %s"
            .formatted(
                read.manifest().projectName(),
                read.manifest().nodes().size(),
                read.manifest().sources().size(),
                read.profile().target()));
  }

  private Finding broker() throws InterruptedException {
    try (Admin admin = Admin.create(kafka.settings())) {
      int nodes = admin.describeCluster().nodes().get(10, TimeUnit.SECONDS).size();
      return Finding.ok("%d node(s) at %s".formatted(nodes, kafka.bootstrapServers()));
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
      return Finding.fail(
          "nothing answers at " + kafka.bootstrapServers(),
          "start ./tidemill up, or name a broker with --bootstrap-servers and --command-config");
    }
  }

  private Finding topics() throws Exception {
    try (Admin admin = Admin.create(kafka.settings())) {
      List<String> problems = new TopicProvisioner(admin, BROKER_DEFAULT).check(Topics.all());
      return problems.isEmpty()
          ? Finding.ok("all %d are as they should be".formatted(Topics.all().size()))
          : Finding.fail(
              String.join("; ", problems), "tidemill topics --create makes what is missing");
    }
  }

  private Finding registry() throws InterruptedException {
    return get(registry + "/subjects") == null
        ? Finding.fail(
            "nothing answers at " + registry, "start ./tidemill up, or name it with --registry")
        : Finding.ok("answers at " + registry);
  }

  private Finding planner() {
    PlannerApi planner = api.api();
    JsonNode environment = planner.get("/v1/environments/" + PlannerApi.segment(api.environment()));
    String condition = environment.path("condition").asString();
    if (condition.equals("BROKEN")) {
      return Finding.fail(
          "environment %s is BROKEN: %s"
              .formatted(
                  api.environment(),
                  environment.path("problems").path(0).path("text").asString("")),
          "fix the project's files; it is read again at once");
    }
    return Finding.ok("environment %s is %s".formatted(api.environment(), condition));
  }

  private Finding executors() {
    int alive = 0;
    for (JsonNode executor : api.api().get("/v1/executors").path("executors")) {
      alive += executor.path("presence").asString().equals("ALIVE") ? 1 : 0;
    }
    return alive == 0
        ? Finding.fail("none is alive", "start an executor; look at logs/executor-1.log")
        : Finding.ok(alive + " alive");
  }

  private Finding catalog() throws InterruptedException {
    String url = catalogUrl == null ? LocalPorts.DEFAULT.catalogUrl() : catalogUrl;
    HttpResponse<String> response = get(url + "/actuator/health");
    if (response == null) {
      return Finding.fail(
          "nothing answers at " + url,
          "models are built but not published without it; start it, or name it with --catalog-api");
    }
    return response.statusCode() == 200
        ? Finding.ok("answers at " + url)
        : Finding.warn("says " + response.body(), "look at logs/catalog.log");
  }

  /** AWS refuses requests whose time is five minutes off. */
  private Finding clock() throws InterruptedException {
    HttpResponse<String> response = get("https://sts.amazonaws.com/");
    if (response == null || response.headers().firstValue("date").isEmpty()) {
      return Finding.warn(
          "not compared: AWS is out of reach", "only matters when AWS is used; check the network");
    }
    Instant theirs =
        ZonedDateTime.parse(
                response.headers().firstValue("date").orElse(""),
                DateTimeFormatter.RFC_1123_DATE_TIME)
            .toInstant();
    Duration off = Duration.between(theirs, Instant.now()).abs();
    return off.compareTo(CLOCK_TOLERANCE) > 0
        ? Finding.fail("off by " + off.toSeconds() + " s", "synchronize the clock (NTP)")
        : Finding.ok("off by " + off.toSeconds() + " s at most");
  }

  private Finding aws(DbtProject loaded) {
    URI endpoint = aws.endpoint(loaded);
    String where = endpoint == null ? "AWS" : endpoint.toString();
    String schema = loaded.profile().glue().schema();
    try (GlueWarehouse warehouse = aws.open(loaded, "doctor")) {
      boolean there = warehouse.catalog().databaseExists(schema);
      if (session) {
        warehouse.query("select 1 as id");
      }
      return Finding.ok(
          "%s answers; database %s %s%s"
              .formatted(
                  where,
                  schema,
                  there ? "exists" : "is not there yet",
                  session ? "; a session runs queries" : ""));
    } catch (RuntimeException e) {
      return Finding.fail(
          where + ": " + e.getMessage(),
          endpoint == null
              ? "check credentials (aws sts get-caller-identity) and the policies of tidemill iam"
              : "start ./tidemill up, or name the endpoint with --aws-endpoint");
    }
  }

  private @Nullable HttpResponse<String> get(String url) throws InterruptedException {
    try {
      return http.send(
          HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(5)).build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      // Out of reach is an answer, too.
      return null;
    }
  }
}
