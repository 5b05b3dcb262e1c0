package io.tidemill.cli.local;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The whole system on one machine as child processes: what is started, with which settings.
 *
 * @param layout where state is kept
 * @param ports where it listens
 * @param projectDir the dbt project
 * @param target dbt target of its profile
 * @param executors how many executors
 * @param slots slots (Glue sessions at most) of each
 */
public record LocalSystem(
    LocalLayout layout,
    LocalPorts ports,
    Path projectDir,
    String target,
    int executors,
    int slots) {
  private static final Duration START = Duration.ofSeconds(180);

  /** Name of the one environment. */
  public static final String ENVIRONMENT = "local";

  /** The children, in waves. */
  public List<Supervisor.Wave> waves() {
    List<ChildSpec> services = new ArrayList<>();
    services.add(planner());
    services.add(catalog());
    for (int i = 1; i <= executors; i++) {
      services.add(executor(i));
    }
    return List.of(new Supervisor.Wave(List.of(kafka(), glue())), new Supervisor.Wave(services));
  }

  private ChildSpec kafka() {
    return new ChildSpec(
        "kafka",
        "kafka-local",
        "io.tidemill.kafka.KafkaLocal",
        jvm("384m", "kafka"),
        List.of(
            "--dir", layout.kafka().toString(),
            "--port", Integer.toString(ports.broker()),
            "--controller-port", Integer.toString(ports.broker() + 1),
            "--registry-port", Integer.toString(ports.registry())),
        List.of(ports.broker(), ports.broker() + 1, ports.registry()),
        URI.create(ports.registryUrl() + "/subjects"),
        START);
  }

  private ChildSpec glue() {
    return new ChildSpec(
        "glue-local",
        "glue-local",
        "io.tidemill.glue.GlueLocal",
        List.of(),
        List.of(
            "--port", Integer.toString(ports.glue()),
            "--lake", layout.lake().toString(),
            "--store", layout.glue().toString()),
        List.of(ports.glue()),
        URI.create(ports.glueUrl() + "/_tidemill/calls"),
        START);
  }

  private ChildSpec planner() {
    List<String> arguments = new ArrayList<>(common("planner-service", ports.planner()));
    arguments.add("--tidemill.environments[0].name=" + ENVIRONMENT);
    arguments.add("--tidemill.environments[0].project-dir=" + projectDir);
    arguments.add("--tidemill.environments[0].target=" + target);
    arguments.add("--tidemill.state-dir=" + layout.planner());
    arguments.add("--tidemill.landing.lake-root=" + layout.lake());
    arguments.add("--tidemill.local=true");
    return service(
        "planner",
        "planner-service",
        "io.tidemill.planner.PlannerApplication",
        "320m",
        ports.planner(),
        arguments);
  }

  private ChildSpec catalog() {
    List<String> arguments = new ArrayList<>(common("catalog-service", ports.catalog()));
    arguments.add("--tidemill.lineage.file=" + layout.lineage().resolve("events.ndjson"));
    arguments.add("--tidemill.local=true");
    return service(
        "catalog",
        "catalog-service",
        "io.tidemill.catalog.CatalogApplication",
        "256m",
        ports.catalog(),
        arguments);
  }

  private ChildSpec executor(int number) {
    int port = ports.executor() + number - 1;
    List<String> arguments = new ArrayList<>(common("executor-service", port));
    arguments.add("--tidemill.executor.id=executor-" + number);
    arguments.add("--tidemill.executor.slots=" + slots);
    arguments.add("--tidemill.artifacts.uri=" + layout.artifacts().toUri());
    arguments.add("--tidemill.local=true");
    return service(
        "executor-" + number,
        "executor-service",
        "io.tidemill.executor.ExecutorApplication",
        "320m",
        port,
        arguments);
  }

  private List<String> common(String application, int port) {
    return List.of(
        "--spring.application.name=" + application,
        "--server.address=127.0.0.1",
        "--server.port=" + port,
        "--spring.kafka.bootstrap-servers=" + ports.bootstrapServers(),
        "--spring.kafka.properties[schema.registry.url]=" + ports.registryUrl(),
        "--tidemill.fleet=default",
        "--tidemill.bundles.uri=" + layout.bundles().toUri(),
        "--tidemill.aws.endpoint=" + ports.glueUrl(),
        "--tidemill.aws.region=us-east-1");
  }

  private ChildSpec service(
      String name, String module, String mainClass, String heap, int port, List<String> arguments) {
    return new ChildSpec(
        name,
        module,
        mainClass,
        jvm(heap, name),
        arguments,
        List.of(port),
        URI.create("http://127.0.0.1:%d/actuator/health/readiness".formatted(port)),
        START);
  }

  private List<String> jvm(String heap, String name) {
    // C1 alone: on a laptop the services are short of start-up time, not of peak speed.
    return List.of(
        "-Xmx" + heap,
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        // Our own jars, built here: checking their byte code again costs a sixth of the start.
        "-XX:+UnlockDiagnosticVMOptions",
        "-XX:-BytecodeVerificationRemote",
        "-Xshare:auto",
        "-Dtidemill.process=" + name);
  }
}
