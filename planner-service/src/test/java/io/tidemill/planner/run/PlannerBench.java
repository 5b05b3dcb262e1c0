package io.tidemill.planner.run;

import io.tidemill.kafka.KafkaLocal;
import io.tidemill.orchestration.engine.Policy;
import io.tidemill.orchestration.id.NodeId;
import io.tidemill.planner.run.NoOpFleet.Taken;
import io.tidemill.schemas.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.streams.KafkaStreams;

/**
 * Measures the planner on a real broker in a process of its own: runs of models that do nothing, on
 * executors that answer at once. Arguments: a folder for state.
 */
public final class PlannerBench {

  /** Ready, dispatched, begun, ended. */
  private static final int TRANSITIONS_PER_MODEL = 4;

  private static final int EXECUTORS = 10;
  private static final int SLOTS = 20;
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final AtomicLong changes = new AtomicLong();
  private final AtomicInteger largest = new AtomicInteger();
  private final Map<String, GridProject> projects =
      Map.of(
          "small", new GridProject(10, 100, 3),
          "large", new GridProject(100, 100, 3),
          "chains", new GridProject(250, 4, 1));

  private PlannerBench() {}

  /** What one run took. */
  private record Measured(
      int models, double seconds, double cpuSeconds, double writesPerTransition, long[] hops) {
    double modelsPerSecond() {
      return models / seconds;
    }

    double millis(double quantile) {
      return hops[(int) Math.min(hops.length - 1L, (long) (quantile * hops.length))] / 1e6;
    }
  }

  public static void main(String[] args) throws Exception {
    Path home = Path.of(args[0]);
    int port = freePort();
    int registryPort = freePort();
    Process kafka = startKafka(home.resolve("kafka"), port, registryPort);
    try {
      String bootstrap = "127.0.0.1:" + port;
      BrokerFixture.provision(bootstrap);
      new PlannerBench()
          .measure(home.resolve("state"), bootstrap, "http://127.0.0.1:" + registryPort);
    } finally {
      kafka.destroy();
      kafka.waitFor();
    }
  }

  private void measure(Path state, String bootstrap, String registry) throws Exception {
    List<String> executors = IntStream.range(0, EXECUTORS).mapToObj(i -> "executor-" + i).toList();
    EngineSettings settings =
        EngineSettings.local(
            state, Map.of("bootstrap.servers", bootstrap, "schema.registry.url", registry));
    try (PlannerEngine engine =
            new PlannerEngine(
                settings,
                digest -> Optional.ofNullable(projects.get(digest.value())),
                Policy.DEFAULT,
                new Counting(),
                Clock.systemUTC());
        NoOpFleet fleet = new NoOpFleet(bootstrap, registry, executors, SLOTS).start()) {
      engine.start();
      awaitTrue("the engine runs", () -> engine.state() == KafkaStreams.State.RUNNING);
      for (String environment : projects.keySet()) {
        fleet.send(Topics.COMMANDS, Events.deploy(environment, environment, Instant.now()));
      }
      for (int i = 0; i < 3; i++) {
        run(fleet, "small", "warm-up-" + i);
      }
      Measured small = run(fleet, "small", "small-run");
      Measured large = run(fleet, "large", "large-run");
      Measured chains = run(fleet, "chains", "chains-run");
      print(small, large, chains);
    }
  }

  private Measured run(NoOpFleet fleet, String environment, String run) throws Exception {
    GridProject project = projects.get(environment);
    int models = project.dag().nodes().size();
    int before = fleet.takenCount();
    changes.set(0);
    largest.set(0);
    long cpu = cpuNanos();
    fleet.send(Topics.COMMANDS, Events.run(environment, run, "run", Instant.now()));
    awaitTrue("all models of " + run, () -> fleet.takenCount() - before >= models);
    List<Taken> taken =
        fleet.taken().stream().filter(t -> t.ready().getRunId().equals(run)).toList();
    double seconds = (taken.get(taken.size() - 1).reportedAt() - taken.get(0).takenAt()) / 1e9;
    if (fleet.repeated() > 0) {
      throw new IllegalStateException(
          "Expected each task once, but " + fleet.repeated() + " came twice");
    }
    double writes =
        (double) (changes.get() - largest.get()) / ((long) models * TRANSITIONS_PER_MODEL);
    return new Measured(models, seconds, (cpuNanos() - cpu) / 1e9, writes, hops(project, taken));
  }

  /** From the last parent's completion, as sent, to the receipt of the child. */
  private static long[] hops(GridProject project, List<Taken> taken) {
    Map<String, Long> reported = new HashMap<>();
    taken.forEach(t -> reported.put(t.ready().getNodeId(), t.reportedAt()));
    return taken.stream()
        .filter(t -> !project.dag().parents(new NodeId(t.ready().getNodeId())).isEmpty())
        .mapToLong(
            t ->
                t.takenAt()
                    - project.dag().parents(new NodeId(t.ready().getNodeId())).stream()
                        .mapToLong(parent -> reported.get(parent.value()))
                        .max()
                        .orElseThrow())
        .sorted()
        .toArray();
  }

  private static void print(Measured small, Measured large, Measured chains) {
    System.out.printf(
        "%n%-34s %8s %10s %14s %12s%n",
        "run", "models", "models/s", "writes/trans.", "cpu ms/model");
    row("10 layers x 100, 3 parents each", small);
    row("100 layers x 100, 3 parents each", large);
    row("4 chains x 250", chains);
    System.out.printf(
        "%nHop on the chains, completion sent to model-ready received: p50 %.1f ms, p99 %.1f ms%n%n",
        chains.millis(0.5), chains.millis(0.99));
    figure("models_per_second", large.modelsPerSecond());
    figure("transitions_per_second", large.modelsPerSecond() * TRANSITIONS_PER_MODEL);
    figure("store_writes_per_transition_1000", small.writesPerTransition());
    figure("store_writes_per_transition_10000", large.writesPerTransition());
    figure("cpu_ms_per_model", large.cpuSeconds() * 1_000 / large.models());
    figure("hop_p50_ms", chains.millis(0.5));
    figure("hop_p99_ms", chains.millis(0.99));
  }

  private static void row(String name, Measured measured) {
    System.out.printf(
        Locale.ROOT,
        "%-34s %8d %10.0f %14.2f %12.2f%n",
        name,
        measured.models(),
        measured.modelsPerSecond(),
        measured.writesPerTransition(),
        measured.cpuSeconds() * 1_000 / measured.models());
  }

  private static void figure(String name, double value) {
    System.out.printf(Locale.ROOT, "figure %s %.2f%n", name, value);
  }

  /** Of this process: the planner and the executors, not the broker. */
  private static long cpuNanos() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static Process startKafka(Path directory, int port, int registryPort) throws Exception {
    Path log = directory.resolveSibling("kafka.log");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                KafkaLocal.class.getName(),
                "--dir",
                directory.toString(),
                "--port",
                Integer.toString(port),
                "--controller-port",
                Integer.toString(freePort()),
                "--registry-port",
                Integer.toString(registryPort))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    awaitTrue(
        "the broker",
        () -> {
          if (!process.isAlive()) {
            throw new IllegalStateException(
                "Expected the broker to start, but it ended; see " + log);
          }
          return says(log, "kafka-local ready");
        });
    return process;
  }

  private static boolean says(Path log, String text) {
    try {
      return Files.readString(log).contains(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void awaitTrue(String what, BooleanSupplier condition)
      throws InterruptedException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("Expected " + what + " within " + LIMIT);
      }
      Thread.sleep(20);
    }
  }

  /** Sums up rows written; the creation of the run is one large decision and is left out. */
  private final class Counting implements EngineListener {
    @Override
    public void decided(int events, int written) {
      changes.addAndGet(written);
      largest.accumulateAndGet(written, Math::max);
    }
  }
}
