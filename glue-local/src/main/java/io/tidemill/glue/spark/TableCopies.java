package io.tidemill.glue.spark;

import java.net.URI;
import org.apache.spark.sql.catalyst.catalog.CatalogStorageFormat;
import org.apache.spark.sql.catalyst.catalog.CatalogTable;
import org.apache.spark.sql.types.StructType;
import scala.Option;

/** Copies of Spark's table with one thing changed, which Java must spell out in full. */
final class TableCopies {
  private TableCopies() {}

  static CatalogTable withSchema(CatalogTable table, StructType schema) {
    return copy(table, table.storage(), schema);
  }

  static CatalogTable withLocation(CatalogTable table, URI location) {
    return copy(table, withLocation(table.storage(), location), table.schema());
  }

  static CatalogStorageFormat withLocation(CatalogStorageFormat storage, URI location) {
    return new CatalogStorageFormat(
        Option.apply(location),
        storage.inputFormat(),
        storage.outputFormat(),
        storage.serde(),
        storage.compressed(),
        storage.properties());
  }

  private static CatalogTable copy(
      CatalogTable table, CatalogStorageFormat storage, StructType schema) {
    return new CatalogTable(
        table.identifier(),
        table.tableType(),
        storage,
        schema,
        table.provider(),
        table.partitionColumnNames(),
        table.bucketSpec(),
        table.owner(),
        table.createTime(),
        table.lastAccessTime(),
        table.createVersion(),
        table.properties(),
        table.stats(),
        table.viewText(),
        table.comment(),
        table.unsupportedFeatures(),
        table.tracksPartitionsInCatalog(),
        table.schemaPreservesCase(),
        table.ignoredProperties(),
        table.viewOriginalText());
  }
}
