package io.tidemill.glue.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tidemill.glue.aws.Json;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.collection.JavaConverters;

/**
 * Rows as JSON without loss: what JavaScript's numbers cannot hold is text, dates and times are
 * ISO, bytes are base64, nested values are nested.
 */
final class RowJson {
  private static final long MAX_EXACT = 1L << 53;
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX");
  private static final DateTimeFormatter TIMESTAMP_NTZ =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS");

  private final ZoneId zone;

  RowJson(ZoneId zone) {
    this.zone = zone;
  }

  static ArrayNode schema(StructType schema) {
    ArrayNode columns = Json.array();
    for (StructField field : schema.fields()) {
      columns.add(
          Json.object().put("name", field.name()).put("type", field.dataType().catalogString()));
    }
    return columns;
  }

  ArrayNode row(Row row) {
    ArrayNode values = Json.array();
    for (int i = 0; i < row.size(); i++) {
      values.add(value(row.get(i)));
    }
    return values;
  }

  private JsonNode value(@Nullable Object value) {
    if (value == null) {
      return NullNode.getInstance();
    }
    if (value instanceof Boolean flag) {
      return BooleanNode.valueOf(flag);
    }
    if (value instanceof Byte
        || value instanceof Short
        || value instanceof Integer
        || value instanceof Long) {
      long number = ((Number) value).longValue();
      boolean exact = number <= MAX_EXACT && number >= -MAX_EXACT;
      return exact ? LongNode.valueOf(number) : TextNode.valueOf(String.valueOf(number));
    }
    if (value instanceof Float || value instanceof Double) {
      return floating((Number) value);
    }
    if (value instanceof java.math.BigDecimal decimal) {
      return TextNode.valueOf(decimal.toPlainString());
    }
    if (value instanceof byte[] bytes) {
      return TextNode.valueOf(Base64.getEncoder().encodeToString(bytes));
    }
    if (value instanceof java.sql.Timestamp timestamp) {
      return timestamp(timestamp.toInstant());
    }
    if (value instanceof Instant instant) {
      return timestamp(instant);
    }
    if (value instanceof LocalDateTime local) {
      return TextNode.valueOf(TIMESTAMP_NTZ.format(local));
    }
    return nested(value);
  }

  private JsonNode nested(Object value) {
    if (value instanceof Row row) {
      ObjectNode object = Json.object();
      for (int i = 0; i < row.size(); i++) {
        object.set(row.schema().fields()[i].name(), value(row.get(i)));
      }
      return object;
    }
    if (value instanceof scala.collection.Map<?, ?> map) {
      ObjectNode object = Json.object();
      JavaConverters.mapAsJavaMapConverter(map)
          .asJava()
          .forEach((key, item) -> object.set(value(key).asText(), value(item)));
      return object;
    }
    if (value instanceof scala.collection.Seq<?> seq) {
      ArrayNode array = Json.array();
      JavaConverters.seqAsJavaListConverter(seq).asJava().forEach(item -> array.add(value(item)));
      return array;
    }
    // Dates of both kinds and intervals: their own text is the ISO form.
    return TextNode.valueOf(value.toString());
  }

  private JsonNode timestamp(Instant instant) {
    return TextNode.valueOf(TIMESTAMP.format(instant.atZone(zone)));
  }

  private static JsonNode floating(Number value) {
    double number =
        value instanceof Float ? Double.parseDouble(value.toString()) : value.doubleValue();
    return Double.isFinite(number)
        ? DoubleNode.valueOf(number)
        : TextNode.valueOf(String.valueOf(number));
  }
}
