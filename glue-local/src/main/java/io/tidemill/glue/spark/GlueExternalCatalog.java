package io.tidemill.glue.spark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemill.glue.aws.AwsException;
import io.tidemill.glue.aws.Json;
import io.tidemill.glue.catalog.Databases;
import io.tidemill.glue.catalog.TableName;
import io.tidemill.glue.catalog.Tables;
import io.tidemill.glue.catalog.VersionArchive;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.analysis.DatabaseAlreadyExistsException;
import org.apache.spark.sql.catalyst.analysis.NoSuchDatabaseException;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.catalyst.analysis.TableAlreadyExistsException;
import org.apache.spark.sql.catalyst.catalog.CatalogDatabase;
import org.apache.spark.sql.catalyst.catalog.CatalogStatistics;
import org.apache.spark.sql.catalyst.catalog.CatalogStorageFormat;
import org.apache.spark.sql.catalyst.catalog.CatalogTable;
import org.apache.spark.sql.catalyst.catalog.CatalogTableType$;
import org.apache.spark.sql.catalyst.catalog.CatalogUtils;
import org.apache.spark.sql.catalyst.util.StringUtils;
import org.apache.spark.sql.errors.QueryCompilationErrors;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.collection.Seq;

/**
 * Spark's catalog on Glue's tables: nothing is held here, so what the API changes Spark sees at
 * once and the other way round. Managed tables own their directories; external ones never lose
 * data.
 */
final class GlueExternalCatalog extends PartitionCatalog {
  private final Databases databases;
  private final Tables tables;
  private final Directories directories;
  private final String warehouse;

  GlueExternalCatalog(
      Databases databases,
      Tables tables,
      PartitionStore partitions,
      Directories directories,
      String warehouse) {
    super(partitions);
    this.databases = databases;
    this.tables = tables;
    this.directories = directories;
    this.warehouse = warehouse;
  }

  @Override
  public void createDatabase(CatalogDatabase database, boolean ignoreIfExists) {
    ObjectNode input = input(database);
    try {
      databases.create(input);
    } catch (AwsException e) {
      if (!e.isAlreadyExists()) {
        throw e;
      }
      if (!ignoreIfExists) {
        throw Scala.raise(new DatabaseAlreadyExistsException(database.name()));
      }
    }
  }

  @Override
  public void dropDatabase(String database, boolean ignoreIfNotExists, boolean cascade) {
    if (!databaseExists(database)) {
      if (!ignoreIfNotExists) {
        throw Scala.raise(new NoSuchDatabaseException(database));
      }
      return;
    }
    if (!cascade && !tables.namesIn(database).isEmpty()) {
      throw Scala.raise(QueryCompilationErrors.cannotDropNonemptyDatabaseError(database));
    }
    for (String table : tables.namesIn(database)) {
      dropTable(database, table, true, false);
    }
    databases.delete(database);
  }

  @Override
  public void alterDatabase(CatalogDatabase database) {
    databases.update(database.name(), input(database));
  }

  @Override
  public CatalogDatabase getDatabase(String name) {
    ObjectNode database =
        databases.find(name).orElseThrow(() -> Scala.raise(new NoSuchDatabaseException(name)));
    String location = database.path("LocationUri").asText("");
    return new CatalogDatabase(
        database.path("Name").asText(),
        database.path("Description").asText(""),
        location.isEmpty() ? defaultLocation(name) : CatalogUtils.stringToURI(location),
        Scala.map(Json.stringMap(database.path("Parameters"))));
  }

  @Override
  public boolean databaseExists(String name) {
    return databases.find(name).isPresent();
  }

  @Override
  public Seq<String> listDatabases() {
    return Scala.seq(databases.all().stream().map(d -> d.path("Name").asText()).toList());
  }

  @Override
  public Seq<String> listDatabases(String pattern) {
    return StringUtils.filterPattern(listDatabases(), pattern);
  }

  /** The current database belongs to the session; there is nothing to do for the catalog. */
  @Override
  public void setCurrentDatabase(String name) {
    requireDbExists(name);
  }

  @Override
  public void createTable(CatalogTable table, boolean ignoreIfExists) {
    String database = databaseOf(table);
    requireDbExists(database);
    CatalogTable located = withLocation(table);
    try {
      tables.create(database, GlueTables.toInput(located));
    } catch (AwsException e) {
      if (!e.isAlreadyExists()) {
        throw e;
      }
      if (!ignoreIfExists) {
        throw Scala.raise(new TableAlreadyExistsException(database, table.identifier().table()));
      }
      return;
    }
    if (isManaged(table)) {
      directories.create(located.location());
    }
  }

  @Override
  public void dropTable(String database, String table, boolean ignoreIfNotExists, boolean purge) {
    requireDbExists(database);
    TableName name = new TableName(database, table);
    Optional<ObjectNode> stored = tables.find(name);
    if (stored.isEmpty()) {
      if (!ignoreIfNotExists) {
        throw Scala.raise(new NoSuchTableException(database, table));
      }
      return;
    }
    tables.delete(name);
    String location = stored.get().path("StorageDescriptor").path("Location").asText("");
    if (stored.get().path("TableType").asText().equals("MANAGED_TABLE") && !location.isEmpty()) {
      directories.delete(CatalogUtils.stringToURI(location));
    }
  }

  /** Glue has no rename; Spark on Glue fails here in the same way. */
  @Override
  public void renameTable(String database, String oldName, String newName) {
    throw new UnsupportedOperationException(
        "Table rename is not supported by the Glue Data Catalog: "
            + database
            + "."
            + oldName
            + " to "
            + newName);
  }

  @Override
  public void alterTable(CatalogTable table) {
    String database = databaseOf(table);
    ObjectNode stored = stored(database, table.identifier().table());
    tables.update(
        database, GlueTables.toInput(table, stored), Optional.empty(), VersionArchive.KEEP);
  }

  @Override
  public void alterTableDataSchema(String database, String table, StructType newDataSchema) {
    CatalogTable old = getTable(database, table);
    StructType schema = newDataSchema;
    for (var field : old.partitionSchema().fields()) {
      schema = schema.add(field);
    }
    alterTable(TableCopies.withSchema(old, schema));
  }

  @Override
  public void alterTableStats(String database, String table, Option<CatalogStatistics> statistics) {
    ObjectNode input = stored(database, table);
    Map<String, String> parameters = new TreeMap<>(Json.stringMap(input.path("Parameters")));
    parameters.keySet().removeIf(name -> name.startsWith("spark.sql.statistics."));
    Scala.optional(statistics).ifPresent(s -> GlueTables.putStatistics(parameters, s));
    input.set("Parameters", Json.strings(parameters));
    tables.update(database, input, Optional.empty(), VersionArchive.SKIP);
  }

  @Override
  public CatalogTable getTable(String database, String table) {
    return SparkTables.fromGlue(stored(database, table));
  }

  @Override
  public Seq<CatalogTable> getTablesByName(String database, Seq<String> names) {
    requireDbExists(database);
    return Scala.seq(
        Scala.list(names).stream()
            .flatMap(name -> tables.find(new TableName(database, name)).stream())
            .map(SparkTables::fromGlue)
            .toList());
  }

  @Override
  public boolean tableExists(String database, String table) {
    return tables.find(new TableName(database, table)).isPresent();
  }

  boolean isIceberg(String database, String table) {
    return tables.find(new TableName(database, table)).filter(SparkTables::isIceberg).isPresent();
  }

  @Override
  public Seq<String> listTables(String database) {
    requireDbExists(database);
    return Scala.seq(tables.namesIn(database));
  }

  @Override
  public Seq<String> listTables(String database, String pattern) {
    return StringUtils.filterPattern(listTables(database), pattern);
  }

  @Override
  public Seq<String> listViews(String database, String pattern) {
    requireDbExists(database);
    List<String> views =
        tables.in(database).stream()
            .filter(SparkTables::isView)
            .map(view -> view.path("Name").asText())
            .toList();
    return StringUtils.filterPattern(Scala.seq(views), pattern);
  }

  private ObjectNode stored(String database, String table) {
    return tables
        .find(new TableName(database, table))
        .orElseThrow(
            () -> {
              requireDbExists(database);
              return Scala.raise(new NoSuchTableException(database, table));
            });
  }

  private CatalogTable withLocation(CatalogTable table) {
    CatalogStorageFormat storage = table.storage();
    if (!isManaged(table) || storage.locationUri().isDefined()) {
      return table;
    }
    URI database = getDatabase(databaseOf(table)).locationUri();
    URI location = new Path(new Path(database), Json.lower(table.identifier().table())).toUri();
    return TableCopies.withLocation(table, location);
  }

  private URI defaultLocation(String database) {
    return CatalogUtils.stringToURI(warehouse + "/" + Json.lower(database) + ".db");
  }

  private static boolean isManaged(CatalogTable table) {
    return table.tableType().equals(CatalogTableType$.MODULE$.MANAGED());
  }

  private static String databaseOf(CatalogTable table) {
    return Scala.optional(table.identifier().database()).orElse("default");
  }

  private static ObjectNode input(CatalogDatabase database) {
    ObjectNode input = Json.object().put("Name", database.name());
    input.put("Description", database.description());
    input.put("LocationUri", CatalogUtils.URIToString(database.locationUri()));
    input.set("Parameters", Json.strings(Scala.map(database.properties())));
    return input;
  }
}
