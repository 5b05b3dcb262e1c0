package io.tidemill.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemill.catalog.lineage.Fixtures;
import io.tidemill.catalog.lineage.LineageEvents;
import io.tidemill.catalog.lineage.OpenLineageSchemas;
import io.tidemill.catalog.permission.Atom;
import io.tidemill.catalog.permission.FakePermissions;
import io.tidemill.catalog.permission.Permission;
import io.tidemill.catalog.permission.Principal;
import io.tidemill.catalog.permission.Scope;
import io.tidemill.catalog.permission.TableName;
import io.tidemill.catalog.project.Project;
import io.tidemill.catalog.project.ProjectUnavailableException;
import io.tidemill.event.AuditRecord;
import io.tidemill.event.CompletionStatus;
import io.tidemill.event.ModelPublished;
import io.tidemill.schemas.EventHeaders;
import io.tidemill.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The service on a real broker and registry: one story a test, each with a run id of its own. */
class CatalogServiceTest {
  static final Instant CREATED = Instant.parse("2026-11-25T07:00:00Z");
  static final TableName ORDERS = new TableName("retail", "orders");
  private static final Principal ANALYSTS = Principal.of("arn:aws:iam::123456789012:role/analysts");
  private static final Project PROJECT = Fixtures.project();

  @TempDir static Path folder;
  private static Kafka kafka;

  private final FakePermissions permissions = new FakePermissions().table(ORDERS, CREATED);
  private final AtomicBoolean bundleThere = new AtomicBoolean(true);
  private String run;
  private Service service;

  @BeforeAll
  static void startKafka() {
    kafka = new Kafka(folder.resolve("kafka"));
  }

  @AfterAll
  static void stopKafka() {
    kafka.close();
  }

  @BeforeEach
  void startService(TestInfo test) throws Exception {
    run = test.getTestMethod().orElseThrow().getName();
    // Each test has a catalog of its own, so that it has a memory of its own; all share the topics.
    kafka.skipToEnd("catalog-" + run);
    service = start();
  }

  @AfterEach
  void stopService() {
    service.close();
  }

  @Test
  void publishesAModelWhenItsPermissionsAndItsLineageAreThere() {
    kafka.send(Fixtures.built("e-" + run, run, 1));

    ModelPublished published = published(1).get(0);
    assertThat(published.getNodeId()).isEqualTo(Fixtures.ORDERS);
    assertThat(published.getPermissionsInPlace()).isEqualTo(2);
    assertThat(published.getGranted()).isEqualTo(2);
    assertThat(published.getProblems()).isEmpty();
    assertThat(published.getLineageRunId())
        .isEqualTo(LineageEvents.runId(Fixtures.built("e", run, 1)).toString());
    assertThat(permissions.atoms(ORDERS)).hasSize(2);
    assertThat(lineage()).hasSize(2);
    List<AuditRecord> audit =
        kafka.awaitEvents(
            Topics.AUDIT, AuditRecord.class, 2, record -> run.equals(record.getRunId()));
    assertThat(audit).extracting(AuditRecord::getAction).containsExactly("grant", "grant");
    assertThat(audit.get(0).getDetails())
        .contains("\"reason\":\"declared, missing\"")
        .contains("role/analysts");
    assertThat(audit).extracting(AuditRecord::getAwsRequestId).doesNotContainNull();
  }

  @Test
  void sendsLineageThatIsValidByTheSpecification() {
    kafka.send(Fixtures.built("e-" + run, run, 1));
    published(1);
    OpenLineageSchemas schemas = OpenLineageSchemas.orSkip();
    lineage().forEach(schemas::requireValid);
  }

  @Test
  void handlesARepeatedEventOnce() {
    kafka.send(Fixtures.built("e-" + run, run, 1));
    published(1);
    kafka.send(Fixtures.built("e-" + run, run, 1));
    kafka.send(Fixtures.built("e-" + run, run, 1));
    kafka.send(Fixtures.built("last-" + run, run, 2));
    assertThat(published(2)).extracting(ModelPublished::getAttempt).containsExactly(1, 2);
    assertThat(lineage()).hasSize(4);
    assertThat(service.counter("tidemill.catalog.repetitions")).isEqualTo(2);
  }

  @Test
  void putsAPoisonRecordOnTheDeadLettersWithTheReasonAndGoesOn() {
    byte[] poison = ("poison " + run).getBytes(StandardCharsets.UTF_8);
    kafka.sendRaw(poison);
    kafka.sendRaw(new byte[] {0, 0, 0, 0, 1, 7});
    kafka.send(Fixtures.built("e-" + run, run, 1));
    published(1);
    List<ConsumerRecord<String, byte[]>> letters =
        kafka.read(Topics.deadLetters("catalog"), record -> true);
    assertThat(letters).hasSize(2);
    ConsumerRecord<String, byte[]> letter = letters.get(0);
    assertThat(letter.value()).isEqualTo(poison);
    assertThat(EventHeaders.get(letter.headers(), EventHeaders.DEAD_LETTER_REASON).orElseThrow())
        .contains("Confluent wire format");
    assertThat(EventHeaders.get(letter.headers(), EventHeaders.DEAD_LETTER_TOPIC))
        .contains(Topics.MODEL_EVENTS);
    assertThat(service.counter("tidemill.catalog.dead.letters")).isEqualTo(2);
  }

  @Test
  void holdsAModelBackWhilePermissionsFailAndPublishesItWhenTheyAreThere() throws Exception {
    for (int i = 0; i < 100; i++) {
      permissions.failNext(change -> true, "AccessDeniedException", "not allowed");
    }
    kafka.send(Fixtures.built("e-" + run, run, 1));
    JsonNode waiting = awaitPending(1).get(0);
    assertThat(waiting.at("/node").asString()).isEqualTo(Fixtures.ORDERS);
    assertThat(waiting.at("/problem").asString()).contains("AccessDeniedException: not allowed");
    assertThat(
            kafka.events(
                Topics.MODEL_PUBLISHED, ModelPublished.class, p -> p.getRunId().equals(run)))
        .isEmpty();
    assertThat(service.counter("tidemill.catalog.not.published")).isPositive();
    assertThat(
            kafka.awaitEvents(
                Topics.AUDIT,
                AuditRecord.class,
                1,
                a -> run.equals(a.getRunId()) && a.getAction().equals("publish")))
        .hasSize(1);

    permissions.clearFailures();

    assertThat(published(1).get(0).getPermissionsInPlace()).isEqualTo(2);
    awaitPending(0);
    // The attempt ran once, so its lineage is told once, however often its permissions were tried.
    assertThat(lineage()).hasSize(2);
  }

  @Test
  void tellsLineageButPublishesNothingOfAFailedModelAndOfATest() {
    kafka.send(Fixtures.failed("e1-" + run, run));
    kafka.send(Fixtures.tested("e2-" + run, run, CompletionStatus.FAIL, 3));
    kafka.send(Fixtures.built("e3-" + run, run, 2));
    assertThat(published(1)).extracting(ModelPublished::getAttempt).containsExactly(2);
    assertThat(
            lineage().stream()
                .map(event -> event.contains("\"eventType\":\"FAIL\""))
                .filter(fail -> fail))
        .hasSize(2);
  }

  @Test
  void waitsForABundleThatIsNotThereYet() throws Exception {
    bundleThere.set(false);
    kafka.send(Fixtures.built("e-" + run, run, 1));
    assertThat(awaitPending(1).get(0).at("/problem").asString()).contains("no bundle");
    bundleThere.set(true);
    published(1);
    assertThat(lineage()).hasSize(2);
  }

  @Test
  void goesOnAfterARestartWithWhatWasLeft() throws Exception {
    for (int i = 0; i < 1000; i++) {
      permissions.failNext(change -> true, "AccessDeniedException", "not allowed");
    }
    kafka.send(Fixtures.built("e-" + run, run, 1));
    awaitPending(1);
    service.close();
    permissions.clearFailures();
    kafka.send(Fixtures.built("while-away-" + run, run, 2));
    service = start();
    // The second build supersedes the first where it comes first; nothing is told twice.
    List<ModelPublished> published =
        kafka.awaitEvents(
            Topics.MODEL_PUBLISHED,
            ModelPublished.class,
            1,
            p -> p.getRunId().equals(run) && p.getAttempt() == 2);
    assertThat(published).hasSize(1);
    awaitPending(0);
    assertThat(lineage()).hasSize(4).doesNotHaveDuplicates();
    assertThat(
            kafka.events(
                Topics.MODEL_PUBLISHED, ModelPublished.class, p -> p.getRunId().equals(run)))
        .extracting(ModelPublished::getEventId)
        .doesNotHaveDuplicates();
  }

  @Test
  void writesEachEventToTheFileAsALine() throws Exception {
    service.close();
    Path file = folder.resolve(run + ".ndjson");
    service = start("--tidemill.lineage.file=" + file);
    kafka.send(Fixtures.built("e-" + run, run, 1));
    published(1);
    String runId = LineageEvents.runId(Fixtures.built("e", run, 1)).toString();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                Files.exists(file)
                    && Files.readAllLines(file).stream()
                            .filter(line -> line.contains(runId))
                            .count()
                        == 2);
  }

  @Test
  void showsPlanTableAndDriftOverHttp() throws Exception {
    String request =
        "{\"projectDigest\":\"" + Fixtures.DIGEST + "\",\"nodes\":[\"" + Fixtures.ORDERS + "\"]}";
    JsonNode plan = service.post("/v1/governance/plan", request);
    assertThat(plan.at("/changes").asInt()).isEqualTo(2);
    assertThat(plan.at("/plans/0/plan/changes/0/action").asString()).isEqualTo("GRANT");
    assertThat(service.post("/v1/governance/plan", request)).isEqualTo(plan);

    kafka.send(Fixtures.built("e-" + run, run, 1));
    published(1);
    assertThat(service.post("/v1/governance/plan", request).at("/changes").asInt()).isZero();
    assertThat(service.get("/v1/governance/retail/orders").at("/actual").size()).isEqualTo(2);
    assertThat(service.get("/v1/governance/drift").at("/0/missing").size()).isZero();

    permissions.recreate(ORDERS, Instant.parse("2026-11-25T07:30:00Z"));
    assertThat(service.get("/v1/governance/drift").at("/0/missing").size()).isEqualTo(2);
  }

  @Test
  void settlesByReadingWhatAKilledProcessHadBegun() throws Exception {
    service.close();
    Path marker = folder.resolve(run);
    Process dying =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                DyingCatalog.class.getName(),
                marker.toString(),
                kafka.bootstrapServers(),
                kafka.registryUrl(),
                arguments()[0],
                arguments()[1])
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(run + ".log").toFile())
            .start();
    kafka.send(Fixtures.built("e-" + run, run, 1));
    await("the grant")
        .atMost(Duration.ofSeconds(60))
        .until(() -> Files.exists(marker) || !dying.isAlive());
    assertThat(dying.isAlive()).as("the process before it is killed").isTrue();
    dying.destroyForcibly().waitFor();
    // The grants had reached Lake Formation.
    permissions.put(
        ORDERS,
        new Atom.Grant(ANALYSTS, Scope.TABLE, Permission.SELECT, false),
        new Atom.Grant(ANALYSTS, Scope.TABLE, Permission.DESCRIBE, false));

    service = start();

    ModelPublished published = published(1).get(0);
    assertThat(published.getPermissionsInPlace()).isEqualTo(2);
    assertThat(published.getGranted()).isZero();
    assertThat(lineage()).hasSize(2);
    assertThat(
            kafka.events(Topics.AUDIT, AuditRecord.class, record -> run.equals(record.getRunId())))
        .extracting(AuditRecord::getOutcome)
        .containsExactly(
            "ok, settled by reading after an interruption",
            "ok, settled by reading after an interruption");
    // They are known to be ours, so that they go when they are no longer declared.
    assertThat(service.get("/v1/governance/retail/orders").at("/applied/atoms").size())
        .isEqualTo(2);
  }

  private String[] arguments() {
    return new String[] {
      "--tidemill.catalog.state-topic=tidemill.catalog-state." + run,
      "--tidemill.catalog.group=catalog-" + run
    };
  }

  private Service start(String... more) {
    String[] arguments = new String[more.length + 2];
    System.arraycopy(arguments(), 0, arguments, 0, 2);
    System.arraycopy(more, 0, arguments, 2, more.length);
    return Service.start(
        kafka,
        permissions,
        digest -> {
          if (!bundleThere.get()) {
            throw new ProjectUnavailableException("no bundle", new IllegalStateException());
          }
          return PROJECT;
        },
        arguments);
  }

  private List<ModelPublished> published(int count) {
    return kafka.awaitEvents(
        Topics.MODEL_PUBLISHED, ModelPublished.class, count, p -> p.getRunId().equals(run));
  }

  private List<String> lineage() {
    return kafka.read(Topics.LINEAGE, record -> record.key().equals("local/" + run)).stream()
        .map(record -> new String(record.value(), StandardCharsets.UTF_8))
        .toList();
  }

  private JsonNode awaitPending(int count) {
    return await(count + " waiting models")
        .atMost(Duration.ofSeconds(20))
        .until(() -> service.get("/v1/pending"), pending -> pending.size() == count);
  }
}
