package io.tidemill.catalog.permission;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemill.catalog.permission.AuditTrail.Cause;
import io.tidemill.catalog.permission.Outcome.State;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.lakeformation.LakeFormationClient;

/** The reconciler through the unmodified AWS SDK against glue-local's Lake Formation. */
class ReconcilerOnGlueLocalTest {
  private static final String DATABASE = "retail";
  private static final Principals PRINCIPALS =
      new Principals(
          Map.of("analysts", role("analysts"), "finance", role("finance")), "123456789012");
  private static final Cause CAUSE = new Cause("local", "event-1", "run-1", "model.retail.orders");
  private static final Guards GUARDS = new Guards(Set.of(), Set.of(), 100);

  @TempDir static Path home;
  private static GlueLocalProcess glueLocal;
  private static GlueClient glue;
  private static LakeFormationClient lakeFormation;

  private final MemoryLedger ledger = new MemoryLedger();
  private final List<AuditTrail.Entry> audit = new ArrayList<>();
  private TableName table;

  @BeforeAll
  static void start() throws Exception {
    glueLocal = GlueLocalProcess.startOrSkip(home);
    StaticCredentialsProvider credentials =
        StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));
    glue =
        GlueClient.builder()
            .endpointOverride(glueLocal.url())
            .region(Region.US_EAST_1)
            .credentialsProvider(credentials)
            .httpClient(UrlConnectionHttpClient.create())
            .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
            .build();
    lakeFormation =
        LakeFormationClient.builder()
            .endpointOverride(glueLocal.url())
            .region(Region.US_EAST_1)
            .credentialsProvider(credentials)
            .httpClient(UrlConnectionHttpClient.create())
            .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
            .build();
    glue.createDatabase(r -> r.databaseInput(d -> d.name(DATABASE)));
    lakeFormation.createLFTag(r -> r.tagKey("tier").tagValues("gold", "silver"));
    lakeFormation.createLFTag(r -> r.tagKey("pii").tagValues("yes"));
  }

  @AfterAll
  static void stop() throws Exception {
    if (glueLocal != null) {
      glueLocal.close();
    }
  }

  @BeforeEach
  void createTable(TestInfo test) {
    table =
        new TableName(
            DATABASE, test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT));
    create();
  }

  @Test
  void bringsEveryKindOfPermissionInPlaceAndFindsItThere() throws Exception {
    Map<String, Object> config = everything();
    Outcome first = reconcile(config);
    assertThat(first.problems()).isEmpty();
    assertThat(first.state()).isEqualTo(State.CONVERGED);
    assertThat(permissions().read(table).atoms()).containsAll(declared(config).atoms());
    assertThat(reconciler().plan(declared(config), GUARDS, "model").changes()).isEmpty();
    assertThat(audit).extracting(AuditTrail.Entry::outcome).containsOnly("ok");
    assertThat(audit).extracting(AuditTrail.Entry::awsRequestId).doesNotContainNull();
  }

  @Test
  void takesAwayWhatIsNoLongerDeclared() throws Exception {
    reconcile(everything());
    Outcome outcome = reconcile(Map.of("grants", Map.of("select", "finance")));
    assertThat(outcome.problems()).isEmpty();
    assertThat(ours(permissions().read(table)))
        .containsExactlyInAnyOrder(
            new Atom.Grant(Principal.of(role("finance")), Scope.TABLE, Permission.SELECT, false),
            new Atom.Grant(Principal.of(role("finance")), Scope.TABLE, Permission.DESCRIBE, false));
  }

  @Test
  void grantsMoreThanOneBatchTakes() throws Exception {
    List<String> many = IntStream.range(0, 45).mapToObj(i -> role("reader-" + i)).toList();
    Outcome outcome = reconcile(Map.of("grants", Map.of("select", many)));
    assertThat(outcome).isEqualTo(new Outcome(State.CONVERGED, 90, 90, 0, List.of()));
    assertThat(ours(permissions().read(table))).hasSize(90);
  }

  @Test
  void getsThroughThrottlingAndConcurrentModification() throws Exception {
    glueLocal.fail("BatchGrantPermissions", "ConcurrentModificationException", 2);
    glueLocal.fail("ListPermissions", "ThrottlingException", 1);
    assertThat(reconcile(Map.of("grants", Map.of("select", "analysts"))).state())
        .isEqualTo(State.CONVERGED);
  }

  @Test
  void grantsAnewAfterADropAndCreate() throws Exception {
    Map<String, ?> config = Map.of("grants", Map.of("select", "analysts"));
    reconcile(config);
    glue.deleteTable(r -> r.databaseName(DATABASE).name(table.table()));
    create();
    assertThat(ours(permissions().read(table))).isEmpty();
    assertThat(reconcile(config).granted()).isEqualTo(2);
  }

  @Test
  void keepsPermissionsOverASwapOfTheLocation() throws Exception {
    Map<String, ?> config = Map.of("grants", Map.of("select", "analysts"));
    reconcile(config);
    glue.updateTable(
        r ->
            r.databaseName(DATABASE)
                .tableInput(
                    t ->
                        t.name(table.table())
                            .storageDescriptor(
                                s ->
                                    s.location("s3://lake/retail/new")
                                        .columns(c -> c.name("a").type("bigint")))));
    assertThat(reconcile(config)).isEqualTo(new Outcome(State.CONVERGED, 2, 0, 0, List.of()));
  }

  private static Map<String, Object> everything() {
    return Map.of(
        "grants",
        Map.of("select", "analysts"),
        "lf_tags_config",
        Map.of(
            "enabled", true,
            "tags_table", Map.of("tier", "gold"),
            "tags_columns", Map.of("pii", Map.of("yes", List.of("b")))),
        "lf_grants",
        Map.of(
            "data_cell_filters",
            Map.of(
                "enabled",
                true,
                "filters",
                Map.of(
                    "some",
                    Map.of(
                        "row_filter",
                        "a > 1",
                        "excluded_column_names",
                        List.of("b"),
                        "principals",
                        List.of("finance"))))),
        "governance",
        Map.of(
            "grants",
            List.of(
                Map.of(
                    "principal", role("desk"), "permissions", "select", "columns", List.of("a")))));
  }

  private void create() {
    glue.createTable(
        r ->
            r.databaseName(DATABASE)
                .tableInput(
                    t ->
                        t.name(table.table())
                            .tableType("EXTERNAL_TABLE")
                            .storageDescriptor(
                                s ->
                                    s.location("s3://lake/retail/" + table.table())
                                        .columns(
                                            c -> c.name("a").type("bigint"),
                                            c -> c.name("b").type("string")))));
  }

  private Desired declared(Map<String, ?> config) {
    return Declaration.read(table, config, PRINCIPALS, Mode.MANAGED);
  }

  private Outcome reconcile(Map<String, ?> config) throws InterruptedException {
    return reconciler().reconcile(declared(config), GUARDS, CAUSE);
  }

  private Reconciler reconciler() {
    Backoff backoff = new Backoff(5, Duration.ofMillis(20), Duration.ofMillis(100));
    return new Reconciler(
        permissions(),
        ledger,
        audit::add,
        new Reconciler.Settings(backoff, backoff, Duration.ZERO),
        Clock.systemUTC(),
        Pause.real(),
        new Random(1));
  }

  private static LakeFormationPermissions permissions() {
    return new LakeFormationPermissions(lakeFormation, glue);
  }

  /** What is not implied by having created the table or by IAM's default. */
  private static List<Atom> ours(Actual actual) {
    return actual.atoms().stream()
        .filter(
            atom ->
                !(atom instanceof Atom.Grant grant)
                    || (grant.principal().id().contains(":role/")
                        && !grant.principal().id().contains("tidemill")))
        .toList();
  }

  private static String role(String name) {
    return "arn:aws:iam::123456789012:role/" + name;
  }
}
