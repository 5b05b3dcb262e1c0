package io.tidemill.glue.spark;

import io.tidemill.glue.catalog.Databases;
import io.tidemill.glue.catalog.Partitions;
import io.tidemill.glue.catalog.Tables;
import java.net.URI;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.catalyst.catalog.ExternalCatalogWithListener;
import org.apache.spark.sql.internal.SharedState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;

/**
 * One Spark driver for all sessions. They share its catalog and its tasks; temporary views,
 * settings and the current database are each session's own.
 */
public final class SparkEngine implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SparkEngine.class);

  private final EngineSettings settings;
  private final SparkContext context;
  private final SparkSession root;
  private final WrittenRecords writtenRecords = new WrittenRecords();

  private SparkEngine(EngineSettings settings, SparkContext context, SparkSession root) {
    this.settings = settings;
    this.context = context;
    this.root = root;
  }

  /** Starts Spark; takes seconds. There can be one engine in a process. */
  public static SparkEngine start(
      EngineSettings settings, Databases databases, Tables tables, Partitions partitions) {
    SparkContext context = new SparkContext(SparkSettings.of(settings));
    // A throw-away session is the only one that applies spark.sql.extensions.
    SparkSessionExtensions extensions = new SparkSession(context).extensions();
    Directories directories = new Directories(context.hadoopConfiguration());
    GlueExternalCatalog catalog =
        new GlueExternalCatalog(
            databases,
            tables,
            new PartitionStore(partitions, directories),
            directories,
            settings.warehouse());
    SharedState shared = new CatalogState(context, catalog);
    SparkSession root =
        new SparkSession(
            context, Option.apply(shared), Option.empty(), extensions, Scala.map(Map.of()));
    SparkSession.setDefaultSession(root);
    SparkEngine engine = new SparkEngine(settings, context, root);
    context.addSparkListener(engine.writtenRecords);
    return engine;
  }

  /** A session with these settings; those that only a new driver could honour are left out. */
  public SparkSession newSession(Map<String, String> conf) {
    SparkSession session = root.newSession();
    SessionSettings.effective(conf, settings).forEach((key, value) -> set(session, key, value));
    return session;
  }

  /** Where the engine's own clients find AWS. */
  public URI endpoint() {
    return settings.endpoint();
  }

  public SparkContext context() {
    return context;
  }

  public WrittenRecords writtenRecords() {
    return writtenRecords;
  }

  @Override
  public void close() {
    context.stop();
  }

  private static void set(SparkSession session, String key, String value) {
    try {
      session.conf().set(key, value);
    } catch (Exception e) {
      if (!(e instanceof AnalysisException)) {
        throw e;
      }
      LOG.info("Setting {} belongs to the driver and is left as it is", key);
    }
  }

  /** Spark's shared state over our catalog instead of the one that its settings can name. */
  private static final class CatalogState extends SharedState {
    private final ExternalCatalogWithListener catalog;

    CatalogState(SparkContext context, GlueExternalCatalog catalog) {
      super(context, Scala.map(Map.of()));
      this.catalog = new ExternalCatalogWithListener(catalog);
    }

    @Override
    public ExternalCatalogWithListener externalCatalog() {
      return catalog;
    }
  }
}
