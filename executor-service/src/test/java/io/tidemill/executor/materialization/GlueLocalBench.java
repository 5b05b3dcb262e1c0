package io.tidemill.executor.materialization;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidemill.dbt.manifest.Manifest;
import io.tidemill.dbt.manifest.ManifestNode;
import io.tidemill.dbt.manifest.ManifestParts;
import io.tidemill.executor.aws.AwsCaller;
import io.tidemill.executor.aws.AwsClients;
import io.tidemill.executor.aws.AwsProperties;
import io.tidemill.executor.aws.Sleeper;
import io.tidemill.executor.catalog.Catalog;
import io.tidemill.executor.catalog.GlueCatalog;
import io.tidemill.executor.lake.S3Lake;
import io.tidemill.executor.session.GlueSessions;
import io.tidemill.executor.session.PoolProperties;
import io.tidemill.executor.session.SessionLease;
import io.tidemill.executor.session.SessionOwner;
import io.tidemill.executor.session.SessionPool;
import io.tidemill.executor.session.SessionSpec;
import io.tidemill.executor.session.SessionSpecs;
import io.tidemill.executor.statement.AttemptId;
import io.tidemill.executor.statement.AttemptJournal;
import io.tidemill.executor.statement.GlueStatementApi;
import io.tidemill.executor.statement.HelperInstaller;
import io.tidemill.executor.statement.Interruption;
import io.tidemill.executor.statement.Lane;
import io.tidemill.executor.statement.LivyStatements;
import io.tidemill.executor.statement.PollSchedule;
import io.tidemill.executor.statement.PriorAttempt;
import io.tidemill.executor.statement.SqlStep;
import io.tidemill.executor.statement.StatementMeter;
import io.tidemill.executor.statement.StatementRequest;
import io.tidemill.executor.statement.StatementSettings;
import io.tidemill.executor.statement.StatementWatch;
import io.tidemill.executor.statement.Statements;
import io.tidemill.executor.statement.StepResult;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The materializations on a running glue-local, over the AWS SDK and the executor's transport. */
final class GlueLocalBench implements AutoCloseable {
  private static final StatementSettings SETTINGS =
      new StatementSettings(Duration.ofMinutes(5), 262_144, PollSchedule.DEFAULT);

  private final AwsClients clients;
  private final AwsCaller aws = new AwsCaller(new SimpleMeterRegistry(), Sleeper.SYSTEM);
  private final GlueStatementApi api;
  private final StatementWatch watch;
  private final HelperInstaller installer;
  private final SessionPool pool;
  private final SessionSpec spec;
  private final ExecutorService background = Executors.newCachedThreadPool();
  private final AtomicInteger statements = new AtomicInteger();

  GlueLocalBench(URI endpoint) {
    clients =
        new AwsClients(
            new AwsProperties(
                endpoint, "us-east-1", Duration.ofSeconds(5), Duration.ofSeconds(30)));
    GlueSessions sessions = new GlueSessions(clients, aws);
    api = new GlueStatementApi(clients, aws);
    watch =
        new StatementWatch(api, sessions, PollSchedule.DEFAULT, Duration.ZERO, Clock.systemUTC());
    installer = new HelperInstaller(api, watch, Duration.ofMinutes(3), Clock.systemUTC());
    pool =
        new SessionPool(
            sessions,
            installer,
            new SessionOwner("bench", "materializations"),
            new PoolProperties(
                0,
                4,
                Duration.ofMinutes(5),
                Duration.ofSeconds(60),
                Duration.ofMinutes(3),
                Duration.ofSeconds(60),
                2,
                PoolProperties.OnShutdown.STOP),
            4,
            background,
            Clock.systemUTC(),
            Sleeper.SYSTEM,
            new SimpleMeterRegistry());
    ManifestNode node = new ManifestNode(Map.of("unique_id", "model.shop.any", "config", Map.of()));
    spec = SessionSpecs.of(TestNode.of("model", "any").credentials(), emptyManifest(), node);
  }

  /** Builds the node as a task of its own. */
  MaterializationResult build(TestNode node) {
    try (PoolLane lane = new PoolLane()) {
      Catalog catalog = catalog();
      return new DbtMaterializer(lake())
          .build(node.build(statements(new AttemptId("run", "node", 1, 1), lane), catalog));
    }
  }

  /** Builds the node until the kill strikes. */
  void build(TestNode node, Kill kill) {
    try (PoolLane lane = new PoolLane()) {
      Statements statements = kill.around(statements(new AttemptId("run", "node", 1, 1), lane));
      new DbtMaterializer(kill.around(lake()))
          .build(node.build(statements, kill.around(catalog())));
    } catch (Kill.Killed e) {
      // As meant; what is there now is looked at by whoever asked for it.
    }
  }

  /** Statements sent for builds since the last call. */
  int takeStatements() {
    return statements.getAndSet(0);
  }

  /** Rows of a query, in a session that is not the writer's when another is free. */
  List<List<Object>> rows(String sql) {
    try (PoolLane lane = new PoolLane()) {
      StepResult result =
          livy(new AttemptId("read", "read", 1, 1), lane)
              .run(StatementRequest.read("read", List.of(SqlStep.query("rows", sql))))
              .step("rows");
      return result.rows();
    }
  }

  void execute(String... sql) {
    try (PoolLane lane = new PoolLane()) {
      int[] number = {0};
      livy(new AttemptId("setup", "setup", 1, 1), lane)
          .run(
              StatementRequest.read(
                  "setup",
                  java.util.Arrays.stream(sql)
                      .map(text -> SqlStep.run("s" + number[0]++, text))
                      .toList()));
    }
  }

  Catalog catalog() {
    return new GlueCatalog(clients.glue(null), aws);
  }

  Lake lake() {
    return new S3Lake(clients, aws, "us-east-1");
  }

  @Override
  public void close() {
    pool.close();
    background.shutdownNow();
    clients.close();
  }

  private Statements statements(AttemptId attempt, Lane lane) {
    LivyStatements livy = livy(attempt, lane);
    return request -> {
      statements.incrementAndGet();
      return livy.run(request);
    };
  }

  private LivyStatements livy(AttemptId attempt, Lane lane) {
    return new LivyStatements(
        attempt,
        lane,
        api,
        watch,
        installer,
        new NoJournal(),
        new PriorAttempt.None(),
        new Interruption(),
        SETTINGS,
        new NoMeter(),
        Clock.systemUTC());
  }

  private static Manifest emptyManifest() {
    return new Manifest(
        new ManifestParts(
            Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(),
            Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(),
            Map.of()));
  }

  private final class PoolLane implements Lane {
    private SessionLease lease;

    @Override
    public SessionLease lease() {
      if (lease == null) {
        lease = pool.lease(spec, "bench", Duration.ZERO, () -> {});
      }
      return lease;
    }

    @Override
    public void lost() {
      if (lease != null) {
        lease.lost();
        close();
      }
    }

    @Override
    public void close() {
      if (lease != null) {
        lease.close();
        lease = null;
      }
    }
  }

  private record NoJournal() implements AttemptJournal {
    @Override
    public void intended(String sessionId, String statementHash, String purpose) {}

    @Override
    public void submitted(String sessionId, int statementId, String statementHash) {}

    @Override
    public void progressed(double share, String message) {}
  }

  private record NoMeter() implements StatementMeter {
    @Override
    public void submitted(Instant sentAt, Instant answeredAt) {}

    @Override
    public void ran(Duration elapsed, double dpus) {}
  }
}
