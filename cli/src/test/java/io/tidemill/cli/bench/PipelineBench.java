package io.tidemill.cli.bench;

import io.tidemill.cli.api.PlannerApi;
import io.tidemill.cli.local.Distribution;
import io.tidemill.cli.local.LocalLayout;
import io.tidemill.cli.local.LocalPorts;
import io.tidemill.cli.local.LocalSystem;
import io.tidemill.cli.local.SourceTables;
import io.tidemill.cli.local.Supervisor;
import io.tidemill.dbt.DbtProject;
import io.tidemill.dbt.ProjectSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Runs a chain of views over and over on a local system and measures what the pipeline adds. The
 * first round warms up and does not count. Started by bench/pipeline/run.
 */
public final class PipelineBench {
  private static final LocalPorts PORTS = LocalPorts.offset(3000);
  private static final Duration QUIET = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Pattern RSS = Pattern.compile("VmRSS:\\s+(\\d+) kB");
  private static final List<String> PROCESSES =
      List.of("kafka", "glue-local", "planner", "catalog", "executor-1", "executor-2");

  private final PlannerApi api = new PlannerApi(PORTS.plannerUrl(), null);
  private final List<Long> hops = new ArrayList<>();
  private final List<Long> pickUps = new ArrayList<>();
  private final List<Long> preparations = new ArrayList<>();
  private final List<Long> executions = new ArrayList<>();
  private final List<Long> dispatches = new ArrayList<>();
  private final List<Long> landings = new ArrayList<>();
  private int models;
  private int statements;
  private int awsCalls;

  private PipelineBench() {}

  public static void main(String[] args) throws Exception {
    new PipelineBench().run(Path.of(args[0]), Path.of(args[1]), Integer.parseInt(args[2]));
  }

  private void run(Path projectDir, Path home, int rounds) throws Exception {
    LocalLayout layout = new LocalLayout(home);
    DbtProject project = DbtProject.load(ProjectSource.of(projectDir));
    LocalSystem system =
        new LocalSystem(layout, PORTS, projectDir, project.profile().target(), 2, 2);
    // The first start pays for a cold page cache and an unformatted broker.
    start(system, project).close();
    Instant began = Instant.now();
    Supervisor supervisor = start(system, project);
    double upSeconds = Duration.between(began, Instant.now()).toMillis() / 1000.0;
    try (supervisor) {
      double memory = memoryGib(supervisor);
      for (int round = 0; round <= rounds; round++) {
        measure(land(layout.lake(), round), round > 0);
      }
      print(upSeconds, memory, rounds);
    }
    // No thread of ours may keep the process alive.
    System.exit(0);
  }

  private static Supervisor start(LocalSystem system, DbtProject project)
      throws InterruptedException {
    Supervisor supervisor =
        new Supervisor(Distribution.current(), system.layout(), System.err::println);
    Runtime.getRuntime().addShutdownHook(new Thread(supervisor::close));
    supervisor.start(system.waves());
    new SourceTables(PORTS.glueUrl()).createMissing(project.manifest());
    return supervisor;
  }

  private String land(Path lake, int round) throws IOException, InterruptedException {
    String key = "ticks/tick-%04d.csv".formatted(round);
    Path file = lake.resolve("landing").resolve(key);
    Files.createDirectories(file.getParent());
    Path partial =
        Files.writeString(file.resolveSibling(".partial"), "id,value\n%d,1.5\n".formatted(round));
    Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
    return key;
  }

  private void measure(String key, boolean counts) throws InterruptedException {
    JsonNode entry = awaitIncluded(key);
    JsonNode answer = api.awaitEnd(entry.path("runId").asString(), PATIENCE, running -> {});
    if (!answer.path("run").path("state").asString().equals("SUCCEEDED")) {
      throw new IllegalStateException("Expected the run to succeed, but: " + answer);
    }
    if (!counts) {
      return;
    }
    Map<String, JsonNode> tasks = new HashMap<>();
    answer.path("tasks").forEach(task -> tasks.put(task.path("nodeId").asString(), task));
    Instant first = Instant.MAX;
    for (JsonNode task : tasks.values()) {
      models++;
      statements += task.path("statements").asInt();
      awsCalls += task.path("awsCalls").asInt();
      Instant dispatched = Instant.parse(task.path("dispatchedAt").asString());
      first = dispatched.isBefore(first) ? dispatched : first;
      Instant parentsDone = Instant.MIN;
      for (JsonNode parent : task.path("parents")) {
        JsonNode record = tasks.get(parent.asString());
        if (record != null) {
          Instant done = Instant.parse(record.path("finishedAt").asString());
          parentsDone = done.isAfter(parentsDone) ? done : parentsDone;
        }
      }
      if (!parentsDone.equals(Instant.MIN)) {
        hops.add(millis(parentsDone, Instant.parse(task.path("firstStatementAt").asString())));
        dispatches.add(millis(parentsDone, dispatched));
        Instant started = Instant.parse(task.path("startedAt").asString());
        pickUps.add(millis(dispatched, started));
        preparations.add(millis(started, Instant.parse(task.path("firstStatementAt").asString())));
        executions.add(
            millis(
                Instant.parse(task.path("firstStatementAt").asString()),
                Instant.parse(task.path("finishedAt").asString())));
      }
    }
    landings.add(
        millis(Instant.parse(entry.path("receivedAt").asString()), first) - QUIET.toMillis());
  }

  private JsonNode awaitIncluded(String key) throws InterruptedException {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(deadline)) {
      for (JsonNode entry : api.get("/v1/events?limit=500").path("events")) {
        if (entry.path("subject").asString().equals(key) && entry.path("runId").isString()) {
          return entry;
        }
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    throw new IllegalStateException("Expected " + key + " to be in a run");
  }

  private void print(double upSeconds, double memory, int rounds) {
    System.out.printf(
        Locale.ROOT,
        "%d rounds over a chain of %d views, after one that does not count%n%n",
        rounds,
        models / Math.max(1, rounds));
    System.out.printf("%-52s %10s %10s %10s%n", "", "p50", "p99", "max");
    row("parent completed -> child's model-ready, ms", dispatches);
    row("model-ready -> taken up by the executor, ms", pickUps);
    row("taken up -> RunStatement, ms", preparations);
    row("parent completed -> child's RunStatement, ms", hops);
    row("RunStatement -> completed, ms", executions);
    row("landing -> first model-ready less quiet period, ms", landings);
    System.out.println();
    figure("hop_ms_p50", percentile(hops, 0.50));
    figure("hop_ms_p99", percentile(hops, 0.99));
    figure("dispatch_ms_p50", percentile(dispatches, 0.50));
    figure("dispatch_ms_p99", percentile(dispatches, 0.99));
    figure("landing_to_ready_ms_p99", percentile(landings, 0.99));
    figure("up_to_ready_seconds", upSeconds);
    figure("idle_memory_gib", memory);
    figure("statements_per_model", statements / (double) models);
    figure("aws_calls_per_model", awsCalls / (double) models);
  }

  private static void row(String name, List<Long> values) {
    System.out.printf(
        "%-52s %10.0f %10.0f %10.0f%n",
        name, percentile(values, 0.50), percentile(values, 0.99), percentile(values, 1));
  }

  private static void figure(String name, double value) {
    System.out.printf(Locale.ROOT, "figure %s %.2f%n", name, value);
  }

  private static double percentile(List<Long> values, double share) {
    List<Long> sorted = values.stream().sorted().toList();
    return sorted.get((int) Math.min(sorted.size() - 1L, (long) Math.ceil(share * sorted.size())));
  }

  private static long millis(Instant from, Instant to) {
    return Duration.between(from, to).toMillis();
  }

  private static double memoryGib(Supervisor supervisor) throws IOException {
    double kib = 0;
    for (String process : PROCESSES) {
      Matcher matcher =
          RSS.matcher(
              Files.readString(Path.of("/proc", Long.toString(supervisor.pid(process)), "status")));
      if (matcher.find()) {
        kib += Long.parseLong(matcher.group(1));
      }
    }
    return kib / (1024 * 1024);
  }
}
