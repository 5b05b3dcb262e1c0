package io.tidemill.executor.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The Spark settings that a set of table formats needs on Glue, so that a user need not write them.
 * Extensions and catalogs are static: they must be there when the session is created.
 */
final class FormatConf {
  private static final String EXTENSIONS = "spark.sql.extensions";
  private static final String SPARK_CATALOG = "spark.sql.catalog.spark_catalog";

  private FormatConf() {}

  /**
   * @param formats iceberg, delta, hudi, in any mix
   * @param icebergCatalog name of the Spark catalog for Iceberg
   * @param warehouse S3 root of the data; null where the profile names none
   */
  static Map<String, String> generate(
      Set<String> formats, String icebergCatalog, @Nullable String warehouse) {
    Map<String, String> conf = new LinkedHashMap<>(common());
    List<String> extensions = new ArrayList<>();
    if (formats.contains("delta")) {
      extensions.add("io.delta.sql.DeltaSparkSessionExtension");
      conf.put(SPARK_CATALOG, "org.apache.spark.sql.delta.catalog.DeltaCatalog");
    }
    if (formats.contains("iceberg")) {
      extensions.add("org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions");
      iceberg(conf, icebergCatalog, warehouse);
    }
    if (formats.contains("hudi")) {
      extensions.add("org.apache.spark.sql.hudi.HoodieSparkSessionExtension");
      hudi(conf);
    }
    if (!extensions.isEmpty()) {
      conf.put(EXTENSIONS, String.join(",", extensions));
    }
    return conf;
  }

  /**
   * Without these a session keeps what it has read of a table and does not see what the others
   * write.
   */
  private static Map<String, String> common() {
    return Map.of("spark.sql.filesourceTableRelationCacheSize", "0");
  }

  private static void iceberg(
      Map<String, String> conf, String catalog, @Nullable String warehouse) {
    if (!catalog.isBlank()) {
      icebergCatalog(
          conf, "spark.sql.catalog." + catalog, "org.apache.iceberg.spark.SparkCatalog", warehouse);
    }
    // spark_catalog can have one class. Delta does not work without its own; Iceberg then needs its
    // catalog's prefix.
    if (!conf.containsKey(SPARK_CATALOG)) {
      icebergCatalog(
          conf, SPARK_CATALOG, "org.apache.iceberg.spark.SparkSessionCatalog", warehouse);
    }
  }

  private static void icebergCatalog(
      Map<String, String> conf, String key, String catalogClass, @Nullable String warehouse) {
    conf.put(key, catalogClass);
    conf.put(key + ".catalog-impl", "org.apache.iceberg.aws.glue.GlueCatalog");
    conf.put(key + ".io-impl", "org.apache.iceberg.aws.s3.S3FileIO");
    conf.put(key + ".cache-enabled", "false");
    if (warehouse != null) {
      conf.put(key + ".warehouse", warehouse);
    }
  }

  private static void hudi(Map<String, String> conf) {
    conf.put("spark.serializer", "org.apache.spark.serializer.KryoSerializer");
    conf.put("spark.kryo.registrator", "org.apache.spark.HoodieSparkKryoRegistrar");
    conf.put("spark.sql.hive.convertMetastoreParquet", "false");
    conf.putIfAbsent(SPARK_CATALOG, "org.apache.spark.sql.hudi.catalog.HoodieCatalog");
  }
}
