package io.tidemill.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemill.cli.ExitCodes;
import io.tidemill.cli.Tidemill;
import io.tidemill.cli.api.PlannerApi;
import io.tidemill.cli.demo.LakeQuery;
import io.tidemill.cli.local.Distribution;
import io.tidemill.cli.local.LocalGlue;
import io.tidemill.cli.local.LocalLayout;
import io.tidemill.cli.local.LocalPorts;
import io.tidemill.cli.local.LocalSystem;
import io.tidemill.cli.local.Supervisor;
import io.tidemill.schemas.EventHeaders;
import io.tidemill.schemas.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.glue.GlueClient;
import tools.jackson.databind.JsonNode;

/**
 * What a user sees when something is wrong: each time a clear message, and nothing accepted is
 * lost. All processes as {@code tidemill up} starts them; the services start before their broker.
 */
@TestMethodOrder(OrderAnnotation.class)
class BrokenOnPurposeIT {
  private static final Path ROOT = Path.of(System.getProperty("tidemill.root"));
  private static final LocalPorts PORTS = LocalPorts.offset(4000);
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final List<String> SAID = new CopyOnWriteArrayList<>();

  @TempDir static Path home;
  static Path project;
  static Supervisor infrastructure;
  static Supervisor services;
  static PlannerApi api;

  @BeforeAll
  static void startServicesBeforeTheirBroker() throws Exception {
    project = BrokenProject.write(home.resolve("project"));
    LocalLayout layout = new LocalLayout(home.resolve("services"));
    LocalSystem system = new LocalSystem(layout, PORTS, project, "local", 1, 2);
    Distribution distribution = new Distribution(ROOT);
    services = new Supervisor(distribution, layout, SAID::add);
    infrastructure =
        new Supervisor(distribution, new LocalLayout(home.resolve("infrastructure")), SAID::add);
    List<Supervisor.Wave> waves = system.waves();
    CompletableFuture<Void> started =
        CompletableFuture.runAsync(() -> startQuietly(services, waves.subList(1, 2)));
    for (String service : List.of("planner", "catalog", "executor-1")) {
      await(service + " says that it waits for Kafka")
          .atMost(PATIENCE)
          .ignoreExceptionsInstanceOf(IOException.class)
          .until(() -> log(service).contains("Expected Kafka at " + PORTS.bootstrapServers()));
    }
    assertThat(started).as("no service gives up while its broker is away").isNotDone();
    infrastructure.start(waves.subList(0, 1));
    started.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    api = new PlannerApi(PORTS.plannerUrl(), null);
  }

  @AfterAll
  static void stop() {
    if (services != null) {
      services.close();
    }
    if (infrastructure != null) {
      infrastructure.close();
    }
  }

  @Test
  @Order(1)
  void aBrokerThatIsDownAtStartIsWaitedFor() {
    assertThat(tidemill("run", "--select", "good").exit()).isEqualTo(ExitCodes.OK);
  }

  @Test
  @Order(2)
  void aModelWhoseSqlFailsNamesItsFileAndSkipsWhatReadsIt() {
    Outcome outcome = tidemill("run", "--select", "good+");

    assertThat(outcome.exit()).isEqualTo(ExitCodes.FAILED);
    assertThat(outcome.text()).contains("bad").contains("no_such_column").contains("bad.sql");
    Map<String, JsonNode> tasks = tasksOfNewestRun();
    assertThat(state(tasks, "bad")).isEqualTo("ERROR");
    assertThat(tasks.get("bad").path("attempt").asInt())
        .as("a user's error is not retried")
        .isOne();
    assertThat(state(tasks, "bad_child")).isEqualTo("SKIPPED");
    assertThat(state(tasks, "good")).isEqualTo("SUCCESS");
  }

  @Test
  @Order(3)
  void aSessionThatDiesUnderAModelIsReplacedAndTheModelBuilt() throws Exception {
    CompletableFuture<Outcome> run =
        CompletableFuture.supplyAsync(() -> tidemill("run", "--select", "slow"));
    await("a session at work").atMost(PATIENCE).until(() -> !busySessions().isEmpty());
    try (GlueClient glue = LocalGlue.glue(PORTS.glueUrl())) {
      for (String session : busySessions()) {
        glue.stopSession(r -> r.id(session));
      }
    }

    assertThat(run.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).exit()).isEqualTo(ExitCodes.OK);
    assertThat(rows("select count(*) from broken.slow")).isEqualTo("1");
  }

  @Test
  @Order(4)
  void poisonRecordsGoToTheDeadLettersAndTheConsumersGoOn() throws Exception {
    Map<String, String> deadLettersOf =
        Map.of(
            Topics.TRIGGERS, Topics.deadLetters("planner"),
            Topics.MODEL_READY, Topics.deadLetters("executor"),
            Topics.MODEL_EVENTS, Topics.deadLetters("catalog"));
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(kafka(), new StringSerializer(), new ByteArraySerializer())) {
      for (String topic : deadLettersOf.keySet()) {
        byte[] poison = ("not Avro: " + topic).getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(topic, "default", poison)).get();
      }
    }

    for (Map.Entry<String, String> entry : deadLettersOf.entrySet()) {
      ConsumerRecord<String, byte[]> letter = firstRecord(entry.getValue(), entry.getKey());
      assertThat(new String(letter.value(), StandardCharsets.UTF_8))
          .isEqualTo("not Avro: " + entry.getKey());
      assertThat(header(letter, EventHeaders.DEAD_LETTER_REASON)).contains("Expected");
      assertThat(header(letter, EventHeaders.DEAD_LETTER_TOPIC)).isEqualTo(entry.getKey());
    }
    assertThat(tidemill("run", "--select", "good").exit()).isEqualTo(ExitCodes.OK);
  }

  @Test
  @Order(5)
  void aProjectThatNoLongerParsesIsNamedAndTheLastGoodVersionServesOn() throws Exception {
    Path good = project.resolve("models/good.sql");
    String before = Files.readString(good);
    Files.writeString(good, "select {{ ref('good' }} as id\n");
    try {
      Outcome parse = tidemillWithoutApi("parse", "--project-dir", project.toString());

      assertThat(parse.exit()).isEqualTo(ExitCodes.ERROR);
      assertThat(parse.text()).contains("models/good.sql:1");
      await("the planner says so")
          .atMost(PATIENCE)
          .until(() -> log("planner").contains("good.sql"));
      assertThat(tidemill("run", "--select", "good").exit())
          .as("the version before the mistake")
          .isEqualTo(ExitCodes.OK);
      Outcome up =
          tidemillWithoutApi(
              "up", "--project-dir", project.toString(), "--home", home.resolve("up").toString());
      assertThat(up.exit()).isEqualTo(ExitCodes.ERROR);
      assertThat(up.text()).contains("models/good.sql");
    } finally {
      Files.writeString(good, before);
    }
  }

  @Test
  @Order(6)
  void aPortInUseIsNamedWithTheWayOut() {
    Outcome up =
        tidemillWithoutApi(
            "up",
            "--project-dir",
            project.toString(),
            "--home",
            home.resolve("up").toString(),
            "--port-offset",
            "4000");

    assertThat(up.exit()).isEqualTo(ExitCodes.ERROR);
    assertThat(up.text())
        .contains("%d (planner)".formatted(PORTS.planner()))
        .contains("%d (kafka)".formatted(PORTS.broker()))
        .contains("--port-offset");
  }

  @Test
  @Order(7)
  void aDiskFullUnderTheLakeFailsTheModelAndKeepsTheOldRows() throws Exception {
    if (!canLimitFiles()) {
      System.out.println("Not run: prlimit, which makes a disk look full, is not on this machine");
      return;
    }
    limitFiles(infrastructure.pid("glue-local"), "0");
    Outcome full;
    try {
      full = tidemill("run", "--select", "good");
    } finally {
      limitFiles(infrastructure.pid("glue-local"), "unlimited");
    }

    assertThat(full.exit()).isEqualTo(ExitCodes.FAILED);
    assertThat(full.text()).contains("good");
    assertThat(rows("select count(*) from broken.good")).as("the old rows").isEqualTo("3");
    assertThat(tidemill("run", "--select", "good").exit()).isEqualTo(ExitCodes.OK);
  }

  @Test
  @Order(8)
  void aDiskFullUnderTheBrokerLosesNothingThatWasAccepted() throws Exception {
    if (!canLimitFiles()) {
      System.out.println("Not run: prlimit, which makes a disk look full, is not on this machine");
      return;
    }
    CompletableFuture<Outcome> run =
        CompletableFuture.supplyAsync(() -> tidemill("run", "--select", "slow"));
    await("a session at work").atMost(PATIENCE).until(() -> !busySessions().isEmpty());
    String runId = newestRun();
    fillTheDiskOf(infrastructure.pid("kafka"));

    await("the supervisor starts the broker again, with room")
        .atMost(PATIENCE)
        .until(() -> SAID.stream().anyMatch(line -> line.startsWith("kafka ended with")));
    assertThat(Files.readString(home.resolve("infrastructure/logs/kafka.log")))
        .contains("Make room on that disk");
    await("the run ends well")
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(
            () ->
                api.get("/v1/runs/" + runId)
                    .path("run")
                    .path("state")
                    .asString()
                    .equals("SUCCEEDED"));
    run.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    assertThat(rows("select count(*) from broken.slow")).isEqualTo("1");
  }

  /** What a command printed, and its exit code. */
  private record Outcome(int exit, String text) {}

  private static Outcome tidemill(String... arguments) {
    String[] all = Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--api";
    all[arguments.length + 1] = PORTS.plannerUrl();
    return tidemillWithoutApi(all);
  }

  // The command prints to the process's own streams: one at a time.
  private static synchronized Outcome tidemillWithoutApi(String... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try (PrintStream captured = new PrintStream(text, true, StandardCharsets.UTF_8)) {
      System.setOut(captured);
      System.setErr(captured);
      int exit = Tidemill.run(arguments);
      captured.flush();
      return new Outcome(exit, text.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
      System.out.println(
          "$ tidemill "
              + String.join(" ", arguments)
              + "\n"
              + text.toString(StandardCharsets.UTF_8));
    }
  }

  private static void startQuietly(Supervisor supervisor, List<Supervisor.Wave> waves) {
    try {
      supervisor.start(waves);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String log(String child) throws IOException {
    return Files.readString(home.resolve("services/logs").resolve(child + ".log"));
  }

  private static String newestRun() {
    return api.get("/v1/runs?limit=1").path("runs").path(0).path("runId").asString();
  }

  private static Map<String, JsonNode> tasksOfNewestRun() {
    Map<String, JsonNode> tasks = new HashMap<>();
    for (JsonNode task : api.get("/v1/runs/" + newestRun()).path("tasks")) {
      tasks.put(task.path("name").asString(), task);
    }
    return tasks;
  }

  private static String state(Map<String, JsonNode> tasks, String name) {
    JsonNode task = tasks.get(name);
    return task == null ? "absent" : task.path("state").asString();
  }

  /** Sessions in which a statement that sleeps is running. */
  private static List<String> busySessions() {
    try (GlueClient glue = LocalGlue.glue(PORTS.glueUrl())) {
      return glue.listSessions(r -> {}).ids().stream()
          .filter(
              session ->
                  glue.listStatements(r -> r.sessionId(session)).statements().stream()
                      .anyMatch(
                          statement ->
                              statement.stateAsString().equals("RUNNING")
                                  && statement.code().contains("tidemill")))
          .toList();
    }
  }

  private static String rows(String sql) throws InterruptedException {
    try (LakeQuery query = new LakeQuery(PORTS.glueUrl(), "broken-reader-" + UUID.randomUUID())) {
      return query.rows(sql).get(0).get(0);
    }
  }

  private static Map<String, Object> kafka() {
    return Map.of("bootstrap.servers", PORTS.bootstrapServers());
  }

  private static ConsumerRecord<String, byte[]> firstRecord(String topic, String from) {
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(kafka(), new StringDeserializer(), new ByteArrayDeserializer())) {
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      List<ConsumerRecord<String, byte[]>> found = new CopyOnWriteArrayList<>();
      await("a record of " + from + " in " + topic)
          .atMost(Duration.ofSeconds(60))
          .pollInSameThread()
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(200)).records(partition).stream()
                    .filter(record -> from.equals(header(record, EventHeaders.DEAD_LETTER_TOPIC)))
                    .forEach(found::add);
                return !found.isEmpty();
              });
      return found.get(0);
    }
  }

  private static String header(ConsumerRecord<String, byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  /** The broker fails on the second record, which no longer fits. */
  private static void fillTheDiskOf(long broker) throws Exception {
    limitFiles(broker, "300000");
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(kafka(), new StringSerializer(), new ByteArraySerializer())) {
      for (int i = 0; i < 2; i++) {
        producer.send(new ProducerRecord<>(Topics.deadLetters("ingest"), "big", new byte[200_000]));
      }
      producer.close(Duration.ofSeconds(2));
    }
  }

  private static boolean canLimitFiles() {
    return Files.isExecutable(Path.of("/usr/bin/prlimit"));
  }

  /** From now on the process's files cannot grow beyond this size, as on a disk that is full. */
  private static void limitFiles(long pid, String size) throws Exception {
    Process prlimit =
        new ProcessBuilder("/usr/bin/prlimit", "--pid", Long.toString(pid), "--fsize=" + size + ":")
            .inheritIO()
            .start();
    assertThat(prlimit.waitFor()).as("exit code of prlimit").isZero();
  }
}
