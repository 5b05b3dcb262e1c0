package io.tidemill.glue.spark;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemill.glue.aws.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.TableIdentifier;
import org.apache.spark.sql.catalyst.catalog.BucketSpec;
import org.apache.spark.sql.catalyst.catalog.CatalogStatistics;
import org.apache.spark.sql.catalyst.catalog.CatalogStorageFormat;
import org.apache.spark.sql.catalyst.catalog.CatalogTable;
import org.apache.spark.sql.catalyst.catalog.CatalogTable$;
import org.apache.spark.sql.catalyst.catalog.CatalogTableType;
import org.apache.spark.sql.catalyst.catalog.CatalogTableType$;
import org.apache.spark.sql.catalyst.catalog.CatalogUtils;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.math.BigInt;

/**
 * Glue's table JSON read as Spark's table, by the property names that Spark itself uses on Glue.
 */
final class SparkTables {
  static final String SPARK_PREFIX = "spark.sql.";
  static final String PROVIDER = "spark.sql.sources.provider";
  static final String SCHEMA = "spark.sql.sources.schema";
  static final String PARTITION_PROVIDER = "spark.sql.partitionProvider";
  static final String CREATE_VERSION = "spark.sql.create.version";
  static final String TOTAL_SIZE = "spark.sql.statistics.totalSize";
  static final String NUM_ROWS = "spark.sql.statistics.numRows";
  static final String COMMENT = "comment";
  private static final String SCHEMA_PREFIX = SCHEMA + ".";

  private SparkTables() {}

  static CatalogTable fromGlue(JsonNode table) {
    Map<String, String> parameters = Json.stringMap(table.path("Parameters"));
    CatalogTableType type = type(table);
    boolean view = type.equals(CatalogTableType$.MODULE$.VIEW());
    HiveFormats.Source source =
        view ? new HiveFormats.Source("", Map.of()) : source(table, parameters);
    List<String> partitionColumns = partitionColumns(table, parameters);
    return new CatalogTable(
        new TableIdentifier(
            table.path("Name").asText(), Option.apply(table.path("DatabaseName").asText())),
        type,
        storage(table.path("StorageDescriptor"), source.options()),
        Schemas.partitionsLast(schema(table, parameters), partitionColumns),
        view ? Option.empty() : Option.apply(source.provider()),
        Scala.seq(partitionColumns),
        buckets(parameters),
        table.path("Owner").asText(""),
        millis(table.path("CreateTime")),
        table.hasNonNull("LastAccessTime") ? millis(table.path("LastAccessTime")) : -1L,
        parameters.getOrDefault(CREATE_VERSION, ""),
        Scala.map(ownProperties(parameters)),
        statistics(parameters),
        view ? Scala.option(text(table, "ViewExpandedText")) : Option.empty(),
        comment(table, parameters),
        Scala.seq(List.of()),
        tracksPartitions(parameters, partitionColumns),
        true,
        Scala.map(Map.of()),
        Scala.option(text(table, "ViewOriginalText")));
  }

  static boolean isIceberg(JsonNode table) {
    return table.path("Parameters").path("table_type").asText("").equalsIgnoreCase("ICEBERG");
  }

  static boolean isView(JsonNode table) {
    return table.path("TableType").asText("").equals("VIRTUAL_VIEW");
  }

  /**
   * Storage of a table or a partition; the path among the SerDe's parameters is Spark's own note.
   */
  static CatalogStorageFormat storage(JsonNode descriptor, Map<String, String> options) {
    JsonNode serde = descriptor.path("SerdeInfo");
    Map<String, String> properties = new TreeMap<>(Json.stringMap(serde.path("Parameters")));
    properties.keySet().removeAll(List.of("path", "serialization.format"));
    properties.putAll(options);
    return new CatalogStorageFormat(
        Scala.option(text(descriptor, "Location").filter(l -> !l.isEmpty()))
            .map(CatalogUtils::stringToURI),
        Scala.option(text(descriptor, "InputFormat")),
        Scala.option(text(descriptor, "OutputFormat")),
        Scala.option(text(serde, "SerializationLibrary")),
        descriptor.path("Compressed").asBoolean(false),
        Scala.map(properties));
  }

  static long millis(JsonNode epochSeconds) {
    return Math.round(epochSeconds.asDouble(0) * 1000);
  }

  private static HiveFormats.Source source(JsonNode table, Map<String, String> parameters) {
    if (isIceberg(table)) {
      return new HiveFormats.Source("iceberg", Map.of());
    }
    if (parameters.containsKey(PROVIDER)) {
      return new HiveFormats.Source(parameters.get(PROVIDER), Map.of());
    }
    if (parameters.getOrDefault("table_type", "").equalsIgnoreCase("DELTA")) {
      return new HiveFormats.Source("delta", Map.of());
    }
    return HiveFormats.sourceOf(table);
  }

  private static StructType schema(JsonNode table, Map<String, String> parameters) {
    Optional<String> json =
        Scala.optional(CatalogTable$.MODULE$.readLargeTableProp(Scala.map(parameters), SCHEMA));
    return json.map(text -> (StructType) DataType.fromJson(text))
        .orElseGet(() -> Schemas.fromGlue(table));
  }

  private static List<String> partitionColumns(JsonNode table, Map<String, String> parameters) {
    String count = parameters.get(SCHEMA_PREFIX + "numPartCols");
    if (count != null) {
      return numbered(parameters, "partCol.", Integer.parseInt(count));
    }
    return Json.elements(table.path("PartitionKeys")).stream()
        .map(key -> Json.lower(key.path("Name").asText()))
        .toList();
  }

  private static Option<BucketSpec> buckets(Map<String, String> parameters) {
    String count = parameters.get(SCHEMA_PREFIX + "numBuckets");
    if (count == null) {
      return Option.empty();
    }
    int columns = Integer.parseInt(parameters.getOrDefault(SCHEMA_PREFIX + "numBucketCols", "0"));
    int sorted = Integer.parseInt(parameters.getOrDefault(SCHEMA_PREFIX + "numSortCols", "0"));
    return Option.apply(
        new BucketSpec(
            Integer.parseInt(count),
            Scala.seq(numbered(parameters, "bucketCol.", columns)),
            Scala.seq(numbered(parameters, "sortCol.", sorted))));
  }

  private static List<String> numbered(Map<String, String> parameters, String name, int count) {
    return java.util.stream.IntStream.range(0, count)
        .mapToObj(i -> parameters.getOrDefault(SCHEMA_PREFIX + name + i, ""))
        .toList();
  }

  private static boolean tracksPartitions(
      Map<String, String> parameters, List<String> partitionColumns) {
    return parameters.containsKey(PROVIDER)
        ? parameters.getOrDefault(PARTITION_PROVIDER, "").equals("catalog")
        : !partitionColumns.isEmpty();
  }

  private static Map<String, String> ownProperties(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .filter(e -> !e.getKey().startsWith(SPARK_PREFIX) && !e.getKey().equals(COMMENT))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static Option<CatalogStatistics> statistics(Map<String, String> parameters) {
    String size = parameters.get(TOTAL_SIZE);
    if (size == null) {
      return Option.empty();
    }
    return Option.apply(
        new CatalogStatistics(
            BigInt.apply(size),
            Scala.option(Optional.ofNullable(parameters.get(NUM_ROWS)).map(BigInt::apply)),
            scala.collection.immutable.Map$.MODULE$.empty()));
  }

  private static Option<String> comment(JsonNode table, Map<String, String> parameters) {
    return Scala.option(
        Optional.ofNullable(parameters.get(COMMENT)).or(() -> text(table, "Description")));
  }

  private static CatalogTableType type(JsonNode table) {
    if (isView(table)) {
      return CatalogTableType$.MODULE$.VIEW();
    }
    return table.path("TableType").asText("").equals("MANAGED_TABLE")
        ? CatalogTableType$.MODULE$.MANAGED()
        : CatalogTableType$.MODULE$.EXTERNAL();
  }

  private static Optional<String> text(JsonNode node, String field) {
    return node.hasNonNull(field) ? Optional.of(node.get(field).asText()) : Optional.empty();
  }
}
