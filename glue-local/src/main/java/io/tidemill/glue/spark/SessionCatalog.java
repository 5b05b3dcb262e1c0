package io.tidemill.glue.spark;

import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.catalog.Column;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.StagedTable;
import org.apache.spark.sql.connector.catalog.StagingTableCatalog;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCatalog;
import org.apache.spark.sql.connector.catalog.TableChange;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.delta.catalog.DeltaCatalog;
import org.apache.spark.sql.types.StructType;

/**
 * {@code spark_catalog}: Delta's, which also serves parquet and Hudi, with Iceberg tables handed to
 * Iceberg's own catalog so that they can be named with and without {@code glue_catalog}.
 */
public final class SessionCatalog extends DeltaCatalog {
  private static final String ICEBERG_CATALOG = "glue_catalog";

  @Override
  public Table loadTable(Identifier ident) {
    return isIceberg(ident) ? call(() -> iceberg().loadTable(ident)) : super.loadTable(ident);
  }

  @Override
  public Table loadTable(Identifier ident, long timestamp) {
    return isIceberg(ident)
        ? call(() -> iceberg().loadTable(ident, timestamp))
        : super.loadTable(ident, timestamp);
  }

  @Override
  public Table loadTable(Identifier ident, String version) {
    return isIceberg(ident)
        ? call(() -> iceberg().loadTable(ident, version))
        : super.loadTable(ident, version);
  }

  @Override
  public Table createTable(
      Identifier ident, Column[] columns, Transform[] partitions, Map<String, String> properties) {
    return wantsIceberg(properties)
        ? call(() -> iceberg().createTable(ident, columns, partitions, properties))
        : super.createTable(ident, columns, partitions, properties);
  }

  @Override
  public StagedTable stageCreate(
      Identifier ident, StructType schema, Transform[] partitions, Map<String, String> properties) {
    return wantsIceberg(properties)
        ? call(() -> iceberg().stageCreate(ident, schema, partitions, properties))
        : super.stageCreate(ident, schema, partitions, properties);
  }

  @Override
  public StagedTable stageReplace(
      Identifier ident, StructType schema, Transform[] partitions, Map<String, String> properties) {
    return wantsIceberg(properties)
        ? call(() -> iceberg().stageReplace(ident, schema, partitions, properties))
        : super.stageReplace(ident, schema, partitions, properties);
  }

  @Override
  public StagedTable stageCreateOrReplace(
      Identifier ident, StructType schema, Transform[] partitions, Map<String, String> properties) {
    return wantsIceberg(properties)
        ? call(() -> iceberg().stageCreateOrReplace(ident, schema, partitions, properties))
        : super.stageCreateOrReplace(ident, schema, partitions, properties);
  }

  @Override
  public Table alterTable(Identifier ident, TableChange... changes) {
    return isIceberg(ident)
        ? call(() -> iceberg().alterTable(ident, changes))
        : super.alterTable(ident, changes);
  }

  @Override
  public boolean dropTable(Identifier ident) {
    return isIceberg(ident) ? iceberg().dropTable(ident) : super.dropTable(ident);
  }

  @Override
  public boolean purgeTable(Identifier ident) {
    return isIceberg(ident) ? iceberg().purgeTable(ident) : super.purgeTable(ident);
  }

  private static boolean isIceberg(Identifier ident) {
    if (ident.namespace().length != 1) {
      return false;
    }
    String database = ident.namespace()[0];
    GlueExternalCatalog catalog =
        (GlueExternalCatalog) SparkSession.active().sharedState().externalCatalog().unwrapped();
    return catalog.isIceberg(database, ident.name());
  }

  private static boolean wantsIceberg(Map<String, String> properties) {
    return properties.getOrDefault(TableCatalog.PROP_PROVIDER, "").equalsIgnoreCase("iceberg");
  }

  private static StagingTableCatalog iceberg() {
    return (StagingTableCatalog)
        SparkSession.active().sessionState().catalogManager().catalog(ICEBERG_CATALOG);
  }

  private static <T> T call(Call<T> call) {
    try {
      return call.run();
    } catch (Exception e) {
      throw Scala.raise(e);
    }
  }

  @FunctionalInterface
  private interface Call<T> {
    T run() throws Exception;
  }
}
