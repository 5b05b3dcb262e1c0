package io.tidemill.glue.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemill.glue.aws.Json;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** What Python code can ask of Spark: the operations behind the stand-in for pyspark. */
final class PythonCalls {
  private final SparkSession session;
  private final Map<Integer, Dataset<Row>> frames = new HashMap<>();
  private int nextFrame;

  PythonCalls(SparkSession session) {
    this.session = session;
  }

  /** Carries out one call; failures are answers too. */
  ObjectNode answer(String name, JsonNode args) {
    ObjectNode answer = Json.object();
    try {
      answer.set("value", call(name, args));
    } catch (Exception | LinkageError e) {
      answer.set("error", ErrorJson.of(e));
    }
    return answer;
  }

  void release(List<JsonNode> ids) {
    ids.forEach(id -> frames.remove(id.asInt()));
  }

  private JsonNode call(String name, JsonNode args) throws Exception {
    return switch (name) {
      case "sql" -> keep(session.sql(args.path("text").asText()));
      case "table" -> keep(session.table(args.path("name").asText()));
      case "read" ->
          keep(
              session
                  .read()
                  .format(args.path("format").asText())
                  .options(Json.stringMap(args.path("options")))
                  .load(args.path("path").asText()));
      case "createDataFrame" -> keep(createDataFrame(args));
      case "transform" -> keep(transform(frame(args), args));
      case "union" -> keep(frame(args).union(require(args.path("other").asInt())));
      case "count" -> Json.array().add(frame(args).count()).get(0);
      case "collect" -> collect(frame(args), args.path("limit").asInt());
      case "show" ->
          text(
              frame(args)
                  .showString(
                      args.path("n").asInt(),
                      args.path("truncate").asInt(),
                      args.path("vertical").asBoolean()));
      case "printSchema" -> text(frame(args).schema().treeString());
      case "view" -> {
        frame(args).createOrReplaceTempView(args.path("name").asText());
        yield text("");
      }
      case "write" -> {
        write(frame(args), args);
        yield text("");
      }
      case "conf" -> conf(args);
      case "catalog" -> catalog(args.path("action").asText(), args.path("name").asText());
      default -> throw new UnsupportedOperationException("Unknown call " + name);
    };
  }

  private ObjectNode keep(Dataset<Row> frame) {
    int id = nextFrame++;
    frames.put(id, frame);
    ObjectNode handle = Json.object().put("id", id);
    handle.set("schema", Json.parseObject(frame.schema().json()));
    return handle;
  }

  private Dataset<Row> frame(JsonNode args) {
    return require(args.path("frame").asInt());
  }

  private Dataset<Row> require(int id) {
    Dataset<Row> frame = frames.get(id);
    if (frame == null) {
      throw new IllegalStateException("Expected data frame " + id + " to be known, but it is not");
    }
    return frame;
  }

  private ArrayNode collect(Dataset<Row> frame, int limit) {
    RowJson json = new RowJson(ZoneId.of(session.conf().get("spark.sql.session.timeZone")));
    ArrayNode rows = Json.array();
    (limit < 0 ? frame.collectAsList() : frame.takeAsList(limit))
        .forEach(r -> rows.add(json.row(r)));
    return rows;
  }

  private Dataset<Row> createDataFrame(JsonNode args) {
    StructType schema = StructType.fromDDL(args.path("ddl").asText());
    StructType texts = new StructType();
    for (StructField field : schema.fields()) {
      texts = texts.add(field.name(), DataTypes.StringType);
    }
    List<Row> rows =
        Json.elements(args.path("rows")).stream()
            .map(
                row ->
                    RowFactory.create(
                        Json.elements(row).stream()
                            .map(v -> v.isNull() ? null : v.asText())
                            .toArray()))
            .toList();
    Column[] casts =
        java.util.Arrays.stream(schema.fields())
            .map(f -> functions.col("`" + f.name() + "`").cast(f.dataType()).as(f.name()))
            .toArray(Column[]::new);
    return session.createDataFrame(rows, texts).select(casts);
  }

  private static Dataset<Row> transform(Dataset<Row> frame, JsonNode args) {
    String[] names = Json.stringList(args.path("args")).toArray(String[]::new);
    String operation = args.path("operation").asText();
    return switch (operation) {
      case "select" -> frame.select(columns(names));
      case "selectExpr" -> frame.selectExpr(names);
      case "where" -> frame.where(names[0]);
      case "limit" -> frame.limit(Integer.parseInt(names[0]));
      case "distinct" -> frame.distinct();
      case "drop" -> frame.drop(names);
      case "withColumnRenamed" -> frame.withColumnRenamed(names[0], names[1]);
      case "orderBy" -> frame.orderBy(columns(names));
      default -> throw new UnsupportedOperationException("Unknown operation " + operation);
    };
  }

  private static Column[] columns(String[] names) {
    return java.util.Arrays.stream(names).map(functions::col).toArray(Column[]::new);
  }

  private static void write(Dataset<Row> frame, JsonNode args) {
    DataFrameWriter<Row> writer =
        frame
            .write()
            .mode(args.path("mode").asText())
            .options(Json.stringMap(args.path("options")));
    if (args.hasNonNull("format")) {
      writer = writer.format(args.path("format").asText());
    }
    List<String> partitions = Json.stringList(args.path("partitionBy"));
    if (!partitions.isEmpty()) {
      writer = writer.partitionBy(partitions.toArray(String[]::new));
    }
    String target = args.path("target").asText();
    switch (args.path("action").asText()) {
      case "saveAsTable" -> writer.saveAsTable(target);
      case "insertInto" -> writer.insertInto(target);
      default -> {
        if (args.hasNonNull("target")) {
          writer.save(target);
        } else {
          writer.save();
        }
      }
    }
  }

  private JsonNode conf(JsonNode args) {
    String key = args.path("key").asText();
    switch (args.path("action").asText()) {
      case "set" -> session.conf().set(key, args.path("value").asText());
      case "unset" -> session.conf().unset(key);
      default -> {
        return session.conf().contains(key)
            ? text(session.conf().get(key))
            : Json.object().nullNode();
      }
    }
    return text("");
  }

  private JsonNode catalog(String action, String name) throws Exception {
    switch (action) {
      case "refreshTable" -> session.catalog().refreshTable(name);
      case "tableExists" -> {
        return bool(session.catalog().tableExists(name));
      }
      case "dropTempView" -> {
        return bool(session.catalog().dropTempView(name));
      }
      case "setCurrentDatabase" -> session.catalog().setCurrentDatabase(name);
      case "currentDatabase" -> {
        return text(session.catalog().currentDatabase());
      }
      default -> throw new UnsupportedOperationException("Unknown catalog action " + action);
    }
    return text("");
  }

  private static JsonNode text(String text) {
    return Json.object().textNode(text);
  }

  private static JsonNode bool(boolean value) {
    return Json.object().booleanNode(value);
  }
}
