package io.tidemill.glue.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemill.glue.aws.Action;
import io.tidemill.glue.aws.AwsException;
import io.tidemill.glue.aws.Json;
import io.tidemill.glue.aws.JsonRequest;
import io.tidemill.glue.aws.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The Data Catalog's operations on partitions. */
public final class PartitionActions {
  private static final int PAGE = 1000;
  private static final int BATCH_CREATE_LIMIT = 100;
  private static final int BATCH_DELETE_LIMIT = 25;
  private static final int BATCH_GET_LIMIT = 1000;

  private final Tables tables;
  private final Partitions partitions;

  public PartitionActions(Tables tables, Partitions partitions) {
    this.tables = tables;
    this.partitions = partitions;
  }

  public Map<String, Action> actions() {
    return Map.ofEntries(
        Map.entry("CreatePartition", this::create),
        Map.entry("BatchCreatePartition", this::batchCreate),
        Map.entry("GetPartition", this::get),
        Map.entry("GetPartitions", this::getAll),
        Map.entry("BatchGetPartition", this::batchGet),
        Map.entry("UpdatePartition", this::update),
        Map.entry("BatchUpdatePartition", this::batchUpdate),
        Map.entry("DeletePartition", this::delete),
        Map.entry("BatchDeletePartition", this::batchDelete));
  }

  private ObjectNode create(JsonRequest request) {
    partitions.create(table(request), request.object("PartitionInput"));
    return Json.object();
  }

  private ObjectNode batchCreate(JsonRequest request) {
    TableName table = table(request);
    List<JsonNode> inputs = limited(request, "PartitionInputList", BATCH_CREATE_LIMIT);
    return each(inputs, "Values", input -> partitions.create(table, (ObjectNode) input));
  }

  private ObjectNode get(JsonRequest request) {
    ObjectNode response = Json.object();
    response.set(
        "Partition", partitions.require(table(request), request.strings("PartitionValues")));
    return response;
  }

  private ObjectNode getAll(JsonRequest request) {
    TableName table = table(request);
    Predicate<List<String>> matches =
        request
            .optionalText("Expression")
            .filter(e -> !e.isBlank())
            .map(e -> PartitionExpression.parse(e, tables.require(table).path("PartitionKeys")))
            .orElse(values -> true);
    List<ObjectNode> found =
        partitions.of(table).stream()
            .filter(p -> matches.test(Json.stringList(p.path("Values"))))
            .toList();
    List<ObjectNode> segment =
        request.optionalObject("Segment").map(s -> segment(found, s)).orElse(found);
    return Page.response("Partitions", Page.of(segment, request, PAGE));
  }

  private ObjectNode batchGet(JsonRequest request) {
    TableName table = table(request);
    ArrayNode found = Json.array();
    ArrayNode unprocessed = Json.array();
    for (JsonNode wanted : limited(request, "PartitionsToGet", BATCH_GET_LIMIT)) {
      partitions.find(table, Json.stringList(wanted.path("Values"))).ifPresent(found::add);
    }
    ObjectNode response = Json.object();
    response.set("Partitions", found);
    response.set("UnprocessedKeys", unprocessed);
    return response;
  }

  private ObjectNode update(JsonRequest request) {
    partitions.update(
        table(request), request.strings("PartitionValueList"), request.object("PartitionInput"));
    return Json.object();
  }

  private ObjectNode batchUpdate(JsonRequest request) {
    TableName table = table(request);
    List<JsonNode> entries = limited(request, "Entries", BATCH_CREATE_LIMIT);
    return each(
        entries,
        "PartitionValueList",
        entry ->
            partitions.update(
                table,
                Json.stringList(entry.path("PartitionValueList")),
                (ObjectNode) entry.path("PartitionInput")));
  }

  private ObjectNode delete(JsonRequest request) {
    partitions.delete(table(request), request.strings("PartitionValues"));
    return Json.object();
  }

  private ObjectNode batchDelete(JsonRequest request) {
    TableName table = table(request);
    List<JsonNode> wanted = limited(request, "PartitionsToDelete", BATCH_DELETE_LIMIT);
    return each(
        wanted,
        "Values",
        values -> partitions.delete(table, Json.stringList(values.path("Values"))));
  }

  private static ObjectNode each(List<JsonNode> entries, String valuesField, EntryWork work) {
    ArrayNode errors = Json.array();
    for (JsonNode entry : entries) {
      try {
        work.run(entry);
      } catch (AwsException e) {
        ObjectNode error = Json.object();
        error.set(
            valuesField.equals("Values") ? "PartitionValues" : valuesField,
            entry.path(valuesField));
        error.set("ErrorDetail", CatalogActions.errorDetail(e));
        errors.add(error);
      }
    }
    return CatalogActions.errorsResponse(errors);
  }

  private static List<ObjectNode> segment(List<ObjectNode> all, ObjectNode segment) {
    int total = Math.max(1, segment.path("TotalSegments").asInt(1));
    int number = segment.path("SegmentNumber").asInt(0);
    List<ObjectNode> part = new ArrayList<>();
    for (int i = number; i < all.size(); i += total) {
      part.add(all.get(i));
    }
    return part;
  }

  private static List<JsonNode> limited(JsonRequest request, String field, int limit) {
    List<JsonNode> entries = request.list(field);
    if (entries.size() > limit) {
      throw AwsException.validation(
          "Expected at most "
              + limit
              + " entries in "
              + field
              + ", but got "
              + entries.size()
              + ".");
    }
    return entries;
  }

  private static TableName table(JsonRequest request) {
    return CatalogActions.table(request, "TableName");
  }

  @FunctionalInterface
  private interface EntryWork {
    void run(JsonNode entry);
  }
}
