package io.tidemill.glue.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemill.glue.aws.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser$;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.util.CharVarcharUtils;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Spark's schemas as Glue's column lists and back. */
final class Schemas {
  private Schemas() {}

  /** The columns of a Glue table in its own types: data columns first, partition keys last. */
  static StructType fromGlue(JsonNode table) {
    List<StructField> fields = new ArrayList<>();
    table.path("StorageDescriptor").path("Columns").forEach(c -> fields.add(field(c)));
    table.path("PartitionKeys").forEach(c -> fields.add(field(c)));
    return CharVarcharUtils.replaceCharVarcharWithStringInSchema(
        new StructType(fields.toArray(StructField[]::new)));
  }

  /** The columns of a schema, those of the given names left out. */
  static ArrayNode withoutColumns(StructType schema, Set<String> lowerNames) {
    return columns(schema, field -> !lowerNames.contains(Json.lower(field.name())));
  }

  /** The columns of these names, in the order of the names. */
  static ArrayNode onlyColumns(StructType schema, List<String> names) {
    ArrayNode columns = Json.array();
    for (String name : names) {
      columns.addAll(columns(schema, field -> field.name().equalsIgnoreCase(name)));
    }
    return columns;
  }

  /** Puts the named columns last, as Spark wants partition columns. */
  static StructType partitionsLast(StructType schema, List<String> partitionColumns) {
    List<StructField> data = new ArrayList<>();
    List<StructField> last = new ArrayList<>();
    for (StructField field : schema.fields()) {
      boolean partition = partitionColumns.stream().anyMatch(field.name()::equalsIgnoreCase);
      (partition ? last : data).add(field);
    }
    data.addAll(last);
    return new StructType(data.toArray(StructField[]::new));
  }

  private static ArrayNode columns(
      StructType schema, java.util.function.Predicate<StructField> wanted) {
    ArrayNode columns = Json.array();
    for (StructField field : schema.fields()) {
      if (wanted.test(field)) {
        ObjectNode column =
            Json.object().put("Name", Json.lower(field.name())).put("Type", type(field));
        Scala.optional(field.getComment()).ifPresent(c -> column.put("Comment", c));
        columns.add(column);
      }
    }
    return columns;
  }

  private static String type(StructField field) {
    return Scala.optional(CharVarcharUtils.getRawType(field.metadata()))
        .orElse(field.dataType())
        .catalogString();
  }

  private static StructField field(JsonNode column) {
    String name = Json.lower(column.path("Name").asText());
    StructField field =
        new StructField(
            name, dataType(name, column.path("Type").asText("string")), true, Metadata.empty());
    return Optional.ofNullable(column.get("Comment"))
        .map(comment -> field.withComment(comment.asText()))
        .orElse(field);
  }

  private static DataType dataType(String column, String type) {
    try {
      return CatalystSqlParser$.MODULE$.parseDataType(type);
    } catch (Exception e) {
      if (e instanceof ParseException) {
        throw new UnsupportedOperationException(
            "Expected a type that Spark knows for column " + column + ", but it is '" + type + "'",
            e);
      }
      throw Scala.raise(e);
    }
  }
}
