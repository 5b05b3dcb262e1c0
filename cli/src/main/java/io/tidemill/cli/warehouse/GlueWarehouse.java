package io.tidemill.cli.warehouse;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidemill.cli.UserException;
import io.tidemill.dbt.DbtProject;
import io.tidemill.dbt.compile.QueryResult;
import io.tidemill.dbt.compile.Warehouse;
import io.tidemill.dbt.compile.WarehouseColumn;
import io.tidemill.dbt.compile.WarehouseRelation;
import io.tidemill.dbt.config.GlueCredentials;
import io.tidemill.dbt.manifest.ManifestNode;
import io.tidemill.executor.aws.AwsCaller;
import io.tidemill.executor.aws.AwsClients;
import io.tidemill.executor.aws.AwsProperties;
import io.tidemill.executor.aws.Sleeper;
import io.tidemill.executor.catalog.Catalog;
import io.tidemill.executor.catalog.GlueCatalog;
import io.tidemill.executor.catalog.TableName;
import io.tidemill.executor.materialization.IcebergReferences;
import io.tidemill.executor.project.CatalogWarehouse;
import io.tidemill.executor.session.GlueSessions;
import io.tidemill.executor.session.PoolProperties;
import io.tidemill.executor.session.SessionOwner;
import io.tidemill.executor.session.SessionPool;
import io.tidemill.executor.session.SessionSpec;
import io.tidemill.executor.session.SessionSpecs;
import io.tidemill.executor.statement.AttemptId;
import io.tidemill.executor.statement.GlueStatementApi;
import io.tidemill.executor.statement.HelperInstaller;
import io.tidemill.executor.statement.Interruption;
import io.tidemill.executor.statement.LivyStatements;
import io.tidemill.executor.statement.PollSchedule;
import io.tidemill.executor.statement.PriorAttempt;
import io.tidemill.executor.statement.StatementSettings;
import io.tidemill.executor.statement.StatementWatch;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The warehouse of a project's target, asked by this process with the executor's own code, so that
 * what it renders is what a run would render.
 *
 * <p>Catalog questions cost no session. The first query opens a Glue session, which closing this
 * stops; after a crash Glue's idle timeout does. Used by one thread.
 */
public final class GlueWarehouse implements Warehouse, AutoCloseable {
  private static final Duration STATEMENT_TIMEOUT = Duration.ofHours(5);
  private static final int RESULT_BYTES = 4 * 1024 * 1024;
  private static final PoolProperties POOL =
      new PoolProperties(
          0,
          1,
          Duration.ofMinutes(5),
          Duration.ZERO,
          Duration.ofMinutes(2),
          Duration.ofMinutes(5),
          1,
          PoolProperties.OnShutdown.STOP);

  private final AwsClients clients;
  private final Catalog catalog;
  private final SessionPool pool;
  private final PoolLane lane;
  private final CatalogWarehouse warehouse;
  private final ExecutorService background;

  /**
   * @param endpoint of all AWS services; null for AWS itself
   * @param purpose the command, for the session's name
   */
  public GlueWarehouse(DbtProject project, @Nullable URI endpoint, String purpose) {
    GlueCredentials profile = project.profile().glue();
    Clock clock = Clock.systemUTC();
    SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    clients =
        new AwsClients(
            new AwsProperties(
                endpoint, profile.region(), Duration.ofSeconds(5), Duration.ofSeconds(30)));
    AwsCaller aws = new AwsCaller(metrics, Sleeper.SYSTEM);
    catalog = new GlueCatalog(clients.glue(profile.region()), aws);
    GlueSessions sessions = new GlueSessions(clients, aws);
    GlueStatementApi api = new GlueStatementApi(clients, aws);
    StatementWatch watch =
        new StatementWatch(api, sessions, PollSchedule.DEFAULT, Duration.ZERO, clock);
    HelperInstaller installer = new HelperInstaller(api, watch, STATEMENT_TIMEOUT, clock);
    background =
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, "session");
              thread.setDaemon(true);
              return thread;
            });
    String owner = "cli-" + ProcessHandle.current().pid();
    pool =
        new SessionPool(
            sessions,
            installer,
            new SessionOwner("cli", owner),
            POOL,
            1,
            background,
            clock,
            Sleeper.SYSTEM,
            metrics);
    AttemptId attempt = new AttemptId(owner, purpose, 1, clock.millis());
    lane = new PoolLane(pool, () -> spec(project), attempt.task());
    IcebergReferences iceberg =
        new IcebergReferences(profile.customIcebergCatalogNamespace(), this::isIceberg);
    warehouse =
        new CatalogWarehouse(
            catalog,
            new LivyStatements(
                attempt,
                lane,
                api,
                watch,
                installer,
                NoJournal.INSTANCE,
                new PriorAttempt.None(),
                new Interruption(),
                new StatementSettings(STATEMENT_TIMEOUT, RESULT_BYTES, PollSchedule.DEFAULT),
                NoMeter.INSTANCE,
                clock),
            iceberg::qualify);
  }

  private static SessionSpec spec(DbtProject project) {
    ManifestNode none = new ManifestNode(Map.of("unique_id", "operation", "config", Map.of()));
    return SessionSpecs.of(project.profile().glue(), project.manifest(), none);
  }

  private boolean isIceberg(TableName name) {
    return catalog
        .table(name)
        .flatMap(table -> table.format())
        .filter("iceberg"::equals)
        .isPresent();
  }

  /** The Data Catalog of the profile's region. */
  public Catalog catalog() {
    return catalog;
  }

  @Override
  public Optional<WarehouseRelation> relation(
      @Nullable String database, String schema, String identifier) {
    return warehouse.relation(database, schema, identifier);
  }

  @Override
  public List<WarehouseColumn> columns(WarehouseRelation relation) {
    return warehouse.columns(relation);
  }

  @Override
  public List<WarehouseRelation> relations(String schema) {
    return warehouse.relations(schema);
  }

  @Override
  public boolean schemaExists(String schema) {
    return warehouse.schemaExists(schema);
  }

  @Override
  public void createSchema(String schema) {
    warehouse.createSchema(schema);
  }

  @Override
  public QueryResult query(String sql) {
    return warehouse.query(sql);
  }

  @Override
  public void close() {
    lane.close();
    pool.close();
    background.shutdown();
    clients.close();
  }

  /**
   * The endpoint to use.
   *
   * @param given what the user says; null for nothing
   * @param local the local Glue endpoint's address
   * @return the given one; the local one for a role of the account 000000000000, which AWS does not
   *     have; null for AWS itself
   * @throws UserException if what is given is no address
   */
  public static @Nullable URI endpoint(
      @Nullable String given, GlueCredentials profile, String local) {
    if (given != null && !given.isBlank()) {
      try {
        return URI.create(given);
      } catch (IllegalArgumentException e) {
        throw new UserException(
            "Expected --aws-endpoint to be an address such as http://127.0.0.1:14566, but it is '%s'"
                .formatted(given),
            e);
      }
    }
    String role = profile.roleArn();
    return role != null && role.contains("::000000000000:") ? URI.create(local) : null;
  }
}
