package io.tidemill.glue.spark;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.SparkConf;

/** The settings of the engine: all table formats at once, tuned for small data on one machine. */
final class SparkSettings {
  static final String GLUE_CATALOG = "spark.sql.catalog.glue_catalog";
  private static final String ICEBERG_CATALOG = "org.apache.iceberg.spark.SparkCatalog";

  private SparkSettings() {}

  static SparkConf of(EngineSettings settings) {
    SparkConf conf = new SparkConf(false);
    conf.setMaster("local[" + settings.cores() + "]").setAppName("glue-local");
    base(settings).forEach(conf::set);
    files(settings).forEach(conf::set);
    formats().forEach(conf::set);
    conf.set(GLUE_CATALOG, ICEBERG_CATALOG);
    conf.set(GLUE_CATALOG + ".warehouse", settings.warehouse());
    icebergCatalog(GLUE_CATALOG, settings).forEach(conf::set);
    return conf;
  }

  /** What an Iceberg catalog over Glue needs in order to use this endpoint and the lake's files. */
  static Map<String, String> icebergCatalog(String catalog, EngineSettings settings) {
    Map<String, String> conf = new LinkedHashMap<>();
    conf.put(catalog + ".catalog-impl", "org.apache.iceberg.aws.glue.GlueCatalog");
    conf.put(catalog + ".io-impl", "org.apache.iceberg.hadoop.HadoopFileIO");
    conf.put(catalog + ".glue.endpoint", settings.endpoint().toString());
    conf.put(catalog + ".http-client.type", "urlconnection");
    conf.put(catalog + ".client.region", "us-east-1");
    conf.put(
        catalog + ".client.credentials-provider",
        "software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider");
    // One session must see what another has just written.
    conf.put(catalog + ".cache-enabled", "false");
    return conf;
  }

  private static Map<String, String> base(EngineSettings settings) {
    Map<String, String> conf = new LinkedHashMap<>();
    conf.put("spark.driver.host", "127.0.0.1");
    conf.put("spark.driver.bindAddress", "127.0.0.1");
    conf.put("spark.ui.enabled", "false");
    conf.put("spark.ui.showConsoleProgress", "false");
    conf.put("spark.ui.retainedJobs", "20");
    conf.put("spark.ui.retainedStages", "20");
    conf.put("spark.ui.retainedTasks", "200");
    conf.put("spark.sql.ui.retainedExecutions", "5");
    conf.put("spark.local.dir", settings.scratch().toString());
    conf.put("spark.scheduler.mode", "FAIR");
    conf.put("spark.sql.catalogImplementation", "in-memory");
    conf.put("spark.sql.warehouse.dir", settings.warehouse());
    conf.put("spark.sql.session.timeZone", "UTC");
    conf.put("spark.sql.shuffle.partitions", "2");
    conf.put("spark.default.parallelism", "2");
    conf.put("spark.sql.codegen.wholeStage", "false");
    conf.put("spark.sql.filesourceTableRelationCacheSize", "0");
    conf.put("spark.sql.hive.filesourcePartitionFileCacheSize", "0");
    conf.put("spark.serializer", "org.apache.spark.serializer.KryoSerializer");
    conf.put("spark.kryo.registrator", "org.apache.spark.HoodieSparkKryoRegistrar");
    return conf;
  }

  private static Map<String, String> files(EngineSettings settings) {
    Map<String, String> conf = new LinkedHashMap<>();
    conf.put("spark.hadoop." + S3FileSystem.LAKE, settings.lake().toString());
    for (String scheme : new String[] {"s3", "s3a", "s3n"}) {
      conf.put("spark.hadoop.fs." + scheme + ".impl", S3FileSystem.class.getName());
    }
    return conf;
  }

  private static Map<String, String> formats() {
    Map<String, String> conf = new LinkedHashMap<>();
    conf.put(
        "spark.sql.extensions",
        "io.delta.sql.DeltaSparkSessionExtension,"
            + "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions,"
            + "org.apache.spark.sql.hudi.HoodieSparkSessionExtension");
    conf.put("spark.sql.catalog.spark_catalog", SessionCatalog.class.getName());
    conf.put("spark.databricks.delta.snapshotPartitions", "1");
    conf.put("hoodie.embed.timeline.server", "false");
    conf.put("hoodie.metadata.enable", "false");
    conf.put("hoodie.write.markers.type", "DIRECT");
    for (String operation : new String[] {"insert", "upsert", "bulkinsert", "delete"}) {
      conf.put("hoodie." + operation + ".shuffle.parallelism", "1");
    }
    return conf;
  }
}
