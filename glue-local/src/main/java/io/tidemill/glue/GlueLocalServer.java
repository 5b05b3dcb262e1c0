package io.tidemill.glue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemill.glue.aws.Action;
import io.tidemill.glue.aws.Json;
import io.tidemill.glue.catalog.CatalogActions;
import io.tidemill.glue.catalog.Databases;
import io.tidemill.glue.catalog.PartitionActions;
import io.tidemill.glue.catalog.Partitions;
import io.tidemill.glue.catalog.Tables;
import io.tidemill.glue.http.AdminService;
import io.tidemill.glue.http.CallJournal;
import io.tidemill.glue.http.Endpoint;
import io.tidemill.glue.http.Faults;
import io.tidemill.glue.http.Services;
import io.tidemill.glue.kernel.SparkKernels;
import io.tidemill.glue.lakeformation.LakeFormation;
import io.tidemill.glue.s3.Lake;
import io.tidemill.glue.s3.S3Service;
import io.tidemill.glue.session.SessionActions;
import io.tidemill.glue.session.Sessions;
import io.tidemill.glue.spark.EngineSettings;
import io.tidemill.glue.spark.SparkEngine;
import io.tidemill.glue.store.DocumentStore;
import io.tidemill.glue.sts.StsService;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The endpoint with all its parts. It listens at once; Spark starts behind it. */
public final class GlueLocalServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GlueLocalServer.class);

  private final DocumentStore store;
  private final Sessions sessions;
  private final Endpoint endpoint;
  private final CompletableFuture<SparkEngine> engine;

  private GlueLocalServer(
      DocumentStore store,
      Sessions sessions,
      Endpoint endpoint,
      CompletableFuture<SparkEngine> engine) {
    this.store = store;
    this.sessions = sessions;
    this.endpoint = endpoint;
    this.engine = engine;
  }

  /**
   * Starts the endpoint.
   *
   * @throws IOException if the address is taken or a directory cannot be written
   */
  public static GlueLocalServer start(Options options, Clock clock) throws IOException {
    Files.createDirectories(options.lake());
    Files.createDirectories(options.home().resolve("scratch"));
    DocumentStore store = DocumentStore.open(options.store());
    try {
      return start(options, clock, store);
    } catch (IOException | RuntimeException e) {
      store.close();
      throw e;
    }
  }

  private static GlueLocalServer start(Options options, Clock clock, DocumentStore store)
      throws IOException {
    Partitions partitions = new Partitions(store, clock, options.accountId());
    Tables tables = new Tables(store, partitions, clock, options.accountId());
    Databases databases = new Databases(store, tables, clock, options.accountId());
    LakeFormation lakeFormation =
        new LakeFormation(store, databases, tables, clock, options.accountId());
    tables.listen(lakeFormation);
    ensureDefaultDatabase(databases, options);
    CompletableFuture<SparkEngine> engine = new CompletableFuture<>();
    Sessions sessions =
        new Sessions(
            new SparkKernels(engine, options.python()), options.provisioningDelay(), clock);
    CallJournal calls = new CallJournal();
    Faults faults = new Faults();
    AdminService admin =
        new AdminService(calls, faults, sessionFaults(sessions), () -> health(engine));

    Map<String, Action> glue = new HashMap<>();
    glue.putAll(new SessionActions(sessions).actions());
    glue.putAll(new CatalogActions(databases, tables).actions());
    glue.putAll(new PartitionActions(tables, partitions).actions());
    Services services =
        new Services(
            glue,
            lakeFormation.actions(),
            new StsService(options.accountId(), clock),
            new S3Service(new Lake(options.lake())),
            admin);
    Endpoint endpoint =
        Endpoint.bind(
            new InetSocketAddress(options.host(), options.port()), services, calls, faults);
    endpoint.start();
    startEngine(options, endpoint.uri(), engine, databases, tables, partitions);
    return new GlueLocalServer(store, sessions, endpoint, engine);
  }

  /** Where clients reach the endpoint. */
  public URI uri() {
    return endpoint.uri();
  }

  @Override
  public void close() {
    sessions.close();
    endpoint.close();
    if (engine.isDone() && !engine.isCompletedExceptionally()) {
      engine.join().close();
    }
    store.close();
  }

  private static void startEngine(
      Options options,
      URI uri,
      CompletableFuture<SparkEngine> engine,
      Databases databases,
      Tables tables,
      Partitions partitions) {
    EngineSettings settings =
        new EngineSettings(
            options.lake(),
            options.home().resolve("scratch"),
            uri.resolve(Endpoint.ENGINE_PREFIX),
            options.warehouse(),
            options.cores());
    Thread starter =
        new Thread(
            () -> {
              try {
                engine.complete(SparkEngine.start(settings, databases, tables, partitions));
              } catch (RuntimeException | Error e) {
                LOG.error("Spark did not start", e);
                engine.completeExceptionally(e);
              }
            },
            "glue-engine-start");
    starter.setDaemon(true);
    starter.start();
  }

  private static void ensureDefaultDatabase(Databases databases, Options options) {
    if (databases.find("default").isEmpty()) {
      databases.create(
          Json.object().put("Name", "default").put("LocationUri", options.warehouse()));
    }
  }

  private static AdminService.SessionFaults sessionFaults(Sessions sessions) {
    return new AdminService.SessionFaults() {
      @Override
      public void kill(String sessionId) {
        sessions.kill(sessionId);
      }

      @Override
      public void delayStatements(Duration delay, int times) {
        sessions.delays().set(delay, times);
      }

      @Override
      public void clear() {
        sessions.delays().set(Duration.ZERO, 0);
      }
    };
  }

  private static ObjectNode health(CompletableFuture<SparkEngine> engine) {
    String state =
        !engine.isDone() ? "starting" : engine.isCompletedExceptionally() ? "failed" : "ready";
    return Json.object().put("status", "up").put("engine", state);
  }
}
