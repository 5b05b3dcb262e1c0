package io.tidemill.glue.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemill.glue.aws.AwsException;
import io.tidemill.glue.aws.Json;
import io.tidemill.glue.catalog.Partitions;
import io.tidemill.glue.catalog.TableName;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.analysis.NoSuchPartitionException;
import org.apache.spark.sql.catalyst.analysis.PartitionsAlreadyExistException;
import org.apache.spark.sql.catalyst.catalog.CatalogTable;
import org.apache.spark.sql.catalyst.catalog.CatalogTablePartition;
import org.apache.spark.sql.catalyst.catalog.CatalogTableType$;
import org.apache.spark.sql.catalyst.catalog.ExternalCatalogUtils;
import scala.Option;

/** Spark's partitions as Glue's, with the directories of those that belong to managed tables. */
final class PartitionStore {
  private final Partitions partitions;
  private final Directories directories;

  PartitionStore(Partitions partitions, Directories directories) {
    this.partitions = partitions;
    this.directories = directories;
  }

  void create(CatalogTable table, CatalogTablePartition partition, boolean ignoreIfExists) {
    URI location =
        Scala.optional(partition.storage().locationUri())
            .orElseGet(() -> defaultLocation(table, partition.spec()));
    try {
      partitions.create(name(table), input(table, partition, location));
    } catch (AwsException e) {
      if (!e.isAlreadyExists()) {
        throw e;
      }
      if (!ignoreIfExists) {
        throw Scala.raise(
            new PartitionsAlreadyExistException(
                name(table).database(), name(table).table(), partition.spec()));
      }
      return;
    }
    if (isManaged(table)) {
      directories.create(location);
    }
  }

  void alter(CatalogTable table, CatalogTablePartition partition) {
    URI location =
        Scala.optional(partition.storage().locationUri())
            .orElseGet(() -> defaultLocation(table, partition.spec()));
    require(table, partition.spec());
    partitions.update(
        name(table), values(table, partition.spec()), input(table, partition, location));
  }

  void rename(
      CatalogTable table,
      scala.collection.immutable.Map<String, String> from,
      scala.collection.immutable.Map<String, String> to) {
    CatalogTablePartition old = require(table, from);
    if (find(table, to).isPresent()) {
      throw Scala.raise(
          new PartitionsAlreadyExistException(name(table).database(), name(table).table(), to));
    }
    URI oldLocation = old.location();
    URI location = isManaged(table) ? defaultLocation(table, to) : oldLocation;
    if (!location.equals(oldLocation)) {
      directories.move(oldLocation, location);
    }
    CatalogTablePartition renamed =
        new CatalogTablePartition(
            to,
            old.storage(),
            old.parameters(),
            old.createTime(),
            old.lastAccessTime(),
            old.stats());
    partitions.update(name(table), values(table, from), input(table, renamed, location));
  }

  void drop(
      CatalogTable table,
      scala.collection.immutable.Map<String, String> spec,
      boolean ignoreIfNotExists,
      boolean retainData) {
    Optional<CatalogTablePartition> found = find(table, spec);
    if (found.isEmpty()) {
      if (ignoreIfNotExists) {
        return;
      }
      throw missing(table, spec);
    }
    partitions.delete(name(table), values(table, spec));
    if (isManaged(table) && !retainData) {
      directories.delete(found.get().location());
    }
  }

  CatalogTablePartition require(
      CatalogTable table, scala.collection.immutable.Map<String, String> spec) {
    return find(table, spec).orElseThrow(() -> missing(table, spec));
  }

  Optional<CatalogTablePartition> find(
      CatalogTable table, scala.collection.immutable.Map<String, String> spec) {
    return partitions.find(name(table), values(table, spec)).map(p -> fromGlue(table, p));
  }

  List<CatalogTablePartition> all(CatalogTable table) {
    return partitions.of(name(table)).stream().map(p -> fromGlue(table, p)).toList();
  }

  private static CatalogTablePartition fromGlue(CatalogTable table, JsonNode partition) {
    List<String> columns = Scala.list(table.partitionColumnNames());
    List<String> values = Json.stringList(partition.path("Values"));
    Map<String, String> spec = new TreeMap<>();
    for (int i = 0; i < columns.size(); i++) {
      spec.put(columns.get(i), values.get(i));
    }
    // The files of a partition are read as its table's are, whatever its own SerDe says.
    Map<String, String> options = Scala.map(table.storage().properties());
    return new CatalogTablePartition(
        Scala.map(spec),
        SparkTables.storage(partition.path("StorageDescriptor"), options),
        Scala.map(Json.stringMap(partition.path("Parameters"))),
        SparkTables.millis(partition.path("CreationTime")),
        partition.hasNonNull("LastAccessTime")
            ? SparkTables.millis(partition.path("LastAccessTime"))
            : -1L,
        Option.empty());
  }

  private static ObjectNode input(
      CatalogTable table, CatalogTablePartition partition, URI location) {
    ObjectNode input = Json.object();
    input.set("Values", Json.strings(values(table, partition.spec())));
    input.set(
        "StorageDescriptor",
        GlueTables.storage(
            TableCopies.withLocation(partition.storage(), location), GlueTables.serdeOf(table)));
    input.set("Parameters", Json.strings(Scala.map(partition.parameters())));
    return input;
  }

  private static List<String> values(
      CatalogTable table, scala.collection.immutable.Map<String, String> spec) {
    Map<String, String> byLowerName = new TreeMap<>();
    Scala.map(ExternalCatalogUtils.convertNullPartitionValues(spec))
        .forEach((column, value) -> byLowerName.put(Json.lower(column), value));
    return Scala.list(table.partitionColumnNames()).stream()
        .map(column -> byLowerName.getOrDefault(Json.lower(column), ""))
        .toList();
  }

  private static URI defaultLocation(
      CatalogTable table, scala.collection.immutable.Map<String, String> spec) {
    return ExternalCatalogUtils.generatePartitionPath(
            spec, table.partitionColumnNames(), new Path(table.location()))
        .toUri();
  }

  private static TableName name(CatalogTable table) {
    return new TableName(table.database(), table.identifier().table());
  }

  private static boolean isManaged(CatalogTable table) {
    return table.tableType().equals(CatalogTableType$.MODULE$.MANAGED());
  }

  private static RuntimeException missing(
      CatalogTable table, scala.collection.immutable.Map<String, String> spec) {
    return Scala.raise(
        new NoSuchPartitionException(name(table).database(), name(table).table(), spec));
  }
}
