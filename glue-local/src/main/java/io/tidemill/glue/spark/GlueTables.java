package io.tidemill.glue.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemill.glue.aws.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.catalog.BucketSpec;
import org.apache.spark.sql.catalyst.catalog.CatalogStatistics;
import org.apache.spark.sql.catalyst.catalog.CatalogStorageFormat;
import org.apache.spark.sql.catalyst.catalog.CatalogTable;
import org.apache.spark.sql.catalyst.catalog.CatalogTableType$;
import org.apache.spark.sql.catalyst.catalog.CatalogUtils;
import org.apache.spark.sql.internal.HiveSerDe;

/** Spark's table written as Glue's table JSON, as Spark on Glue writes it. */
final class GlueTables {
  private GlueTables() {}

  static ObjectNode toInput(CatalogTable table) {
    boolean view = table.tableType().equals(CatalogTableType$.MODULE$.VIEW());
    List<String> partitionColumns = Scala.list(table.partitionColumnNames());
    ObjectNode input = Json.object().put("Name", Json.lower(table.identifier().table()));
    input.put("Owner", table.owner());
    input.put("TableType", tableType(table));
    Scala.optional(table.comment()).ifPresent(c -> input.put("Description", c));
    input.set("StorageDescriptor", descriptor(table, partitionColumns));
    input.set("PartitionKeys", Schemas.onlyColumns(table.schema(), partitionColumns));
    if (view) {
      Scala.optional(table.viewOriginalText()).ifPresent(t -> input.put("ViewOriginalText", t));
      Scala.optional(table.viewText()).ifPresent(t -> input.put("ViewExpandedText", t));
    }
    input.set("Parameters", Json.strings(parameters(table, partitionColumns)));
    return input;
  }

  /**
   * A changed table over its stored form. One that Spark did not create keeps its SerDe and gains
   * no Spark properties, so that other engines go on reading it.
   */
  static ObjectNode toInput(CatalogTable table, JsonNode stored) {
    ObjectNode input = toInput(table);
    JsonNode storedParameters = stored.path("Parameters");
    boolean foreign = !storedParameters.has(SparkTables.PROVIDER) && !SparkTables.isView(stored);
    if (foreign) {
      ObjectNode parameters = (ObjectNode) input.path("Parameters");
      parameters.retain(
          Json.stringMap(parameters).keySet().stream()
              .filter(
                  name -> !name.startsWith(SparkTables.SPARK_PREFIX) || storedParameters.has(name))
              .toList());
      ObjectNode descriptor = (ObjectNode) input.path("StorageDescriptor");
      for (String field : List.of("InputFormat", "OutputFormat", "SerdeInfo")) {
        if (stored.path("StorageDescriptor").has(field)) {
          descriptor.set(field, stored.path("StorageDescriptor").get(field));
        }
      }
    }
    return input;
  }

  /** A location with Hive's description of its files. */
  static ObjectNode storage(CatalogStorageFormat storage, Optional<HiveSerDe> serde) {
    ObjectNode descriptor = Json.object();
    Optional<String> location =
        Scala.optional(storage.locationUri()).map(CatalogUtils::URIToString);
    location.ifPresent(l -> descriptor.put("Location", l));
    Scala.optional(storage.inputFormat())
        .or(() -> serde.flatMap(s -> Scala.optional(s.inputFormat())))
        .ifPresent(f -> descriptor.put("InputFormat", f));
    Scala.optional(storage.outputFormat())
        .or(() -> serde.flatMap(s -> Scala.optional(s.outputFormat())))
        .ifPresent(f -> descriptor.put("OutputFormat", f));
    ObjectNode serdeInfo = Json.object();
    Scala.optional(storage.serde())
        .or(() -> serde.flatMap(s -> Scala.optional(s.serde())))
        .ifPresent(s -> serdeInfo.put("SerializationLibrary", s));
    Map<String, String> options = new TreeMap<>(Scala.map(storage.properties()));
    options.putIfAbsent("serialization.format", "1");
    location.ifPresent(l -> options.put("path", l));
    serdeInfo.set("Parameters", Json.strings(options));
    descriptor.set("SerdeInfo", serdeInfo);
    descriptor.put("Compressed", storage.compressed());
    descriptor.put("NumberOfBuckets", -1);
    descriptor.set("BucketColumns", Json.array());
    descriptor.set("SortColumns", Json.array());
    descriptor.put("StoredAsSubDirectories", false);
    return descriptor;
  }

  static Optional<HiveSerDe> serdeOf(CatalogTable table) {
    return Scala.optional(table.provider())
        .flatMap(p -> Scala.optional(HiveSerDe.sourceToSerDe(p)));
  }

  static void putStatistics(Map<String, String> parameters, CatalogStatistics statistics) {
    parameters.put(SparkTables.TOTAL_SIZE, statistics.sizeInBytes().toString());
    Scala.optional(statistics.rowCount())
        .ifPresent(rows -> parameters.put(SparkTables.NUM_ROWS, rows.toString()));
  }

  private static ObjectNode descriptor(CatalogTable table, List<String> partitionColumns) {
    ObjectNode descriptor = storage(table.storage(), serdeOf(table));
    descriptor.set(
        "Columns",
        Schemas.withoutColumns(
            table.schema(),
            partitionColumns.stream().map(Json::lower).collect(Collectors.toSet())));
    Scala.optional(table.bucketSpec())
        .ifPresent(
            buckets -> {
              descriptor.put("NumberOfBuckets", buckets.numBuckets());
              descriptor.set(
                  "BucketColumns", Json.strings(Scala.list(buckets.bucketColumnNames())));
            });
    return descriptor;
  }

  private static Map<String, String> parameters(CatalogTable table, List<String> partitionColumns) {
    Map<String, String> parameters = new TreeMap<>(Scala.map(table.properties()));
    Scala.optional(table.comment()).ifPresent(c -> parameters.put(SparkTables.COMMENT, c));
    Scala.optional(table.provider())
        .filter(p -> !p.isEmpty())
        .ifPresent(p -> parameters.put(SparkTables.PROVIDER, p));
    if (!table.createVersion().isEmpty()) {
      parameters.put(SparkTables.CREATE_VERSION, table.createVersion());
    }
    if (table.schema().fields().length > 0) {
      parameters.put(SparkTables.SCHEMA, table.schema().json());
    }
    if (table.tracksPartitionsInCatalog()) {
      parameters.put(SparkTables.PARTITION_PROVIDER, "catalog");
    }
    putNumbered(parameters, "numPartCols", "partCol.", partitionColumns);
    Scala.optional(table.bucketSpec()).ifPresent(buckets -> putBuckets(parameters, buckets));
    Scala.optional(table.stats()).ifPresent(s -> putStatistics(parameters, s));
    return parameters;
  }

  private static void putBuckets(Map<String, String> parameters, BucketSpec buckets) {
    parameters.put(SparkTables.SCHEMA + ".numBuckets", String.valueOf(buckets.numBuckets()));
    putNumbered(parameters, "numBucketCols", "bucketCol.", Scala.list(buckets.bucketColumnNames()));
    putNumbered(parameters, "numSortCols", "sortCol.", Scala.list(buckets.sortColumnNames()));
  }

  private static void putNumbered(
      Map<String, String> parameters, String count, String each, List<String> names) {
    if (names.isEmpty()) {
      return;
    }
    parameters.put(SparkTables.SCHEMA + "." + count, String.valueOf(names.size()));
    for (int i = 0; i < names.size(); i++) {
      parameters.put(SparkTables.SCHEMA + "." + each + i, names.get(i));
    }
  }

  private static String tableType(CatalogTable table) {
    if (table.tableType().equals(CatalogTableType$.MODULE$.VIEW())) {
      return "VIRTUAL_VIEW";
    }
    return table.tableType().equals(CatalogTableType$.MODULE$.MANAGED())
        ? "MANAGED_TABLE"
        : "EXTERNAL_TABLE";
  }
}
