package io.tidemill.glue.spark;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A session's own settings as they must be here: catalogs over Glue and S3 are pointed at this
 * endpoint and the lake, everything else is kept.
 */
final class SessionSettings {
  private static final String CATALOG_PREFIX = "spark.sql.catalog.";
  private static final String SESSION_CATALOG = CATALOG_PREFIX + "spark_catalog";

  private SessionSettings() {}

  static Map<String, String> effective(Map<String, String> asked, EngineSettings settings) {
    Map<String, String> conf = new LinkedHashMap<>(asked);
    asked.forEach(
        (key, value) -> {
          if (key.startsWith(CATALOG_PREFIX)
              && value.equals("org.apache.iceberg.spark.SparkCatalog")
              && overGlue(key, asked)) {
            conf.putIfAbsent(key + ".warehouse", settings.warehouse());
            conf.keySet().removeIf(other -> other.startsWith(key + ".lock"));
            conf.putAll(SparkSettings.icebergCatalog(key, settings));
            conf.remove(key + ".type");
          }
        });
    // Ours serves Delta and Iceberg alike, whichever of their catalogs was asked for.
    String sessionCatalog = conf.getOrDefault(SESSION_CATALOG, "");
    if (sessionCatalog.endsWith(".DeltaCatalog")
        || sessionCatalog.endsWith(".SparkSessionCatalog")) {
      conf.keySet().removeIf(key -> key.startsWith(SESSION_CATALOG));
    }
    conf.remove("spark.sql.extensions");
    return conf;
  }

  private static boolean overGlue(String catalog, Map<String, String> conf) {
    String type = conf.getOrDefault(catalog + ".type", "");
    String implementation = conf.getOrDefault(catalog + ".catalog-impl", "");
    return type.equals("glue")
        || implementation.endsWith("GlueCatalog")
        || (type.isEmpty() && implementation.isEmpty());
  }
}
