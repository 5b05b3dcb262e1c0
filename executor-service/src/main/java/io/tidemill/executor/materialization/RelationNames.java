package io.tidemill.executor.materialization;

import io.tidemill.executor.catalog.TableName;

/**
 * How Spark is told of a relation. The session catalog resolves {@code db.table}, except for
 * Iceberg tables: those are reached through a catalog of their own, whose name goes before.
 *
 * @param icebergCatalog name of Spark's Iceberg catalog; empty when the session catalog is it
 */
record RelationNames(String icebergCatalog) {

  /** The name in SQL of a table of that format. */
  String table(TableName name, FileFormat format) {
    return format.kind() == FileFormat.Kind.ICEBERG ? iceberg(name) : sessionCatalog(name);
  }

  /** The name in SQL of a view, or of a table that is not Iceberg's. */
  String sessionCatalog(TableName name) {
    return SqlText.identifier(name.database()) + "." + SqlText.identifier(name.name());
  }

  /** The name in SQL of an Iceberg table. */
  String iceberg(TableName name) {
    return icebergCatalog.isEmpty()
        ? sessionCatalog(name)
        : SqlText.identifier(icebergCatalog) + "." + sessionCatalog(name);
  }
}
