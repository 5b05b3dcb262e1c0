package io.tidemill.glue.lakeformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemill.glue.aws.Action;
import io.tidemill.glue.aws.AwsException;
import io.tidemill.glue.aws.Json;
import io.tidemill.glue.aws.JsonRequest;
import io.tidemill.glue.aws.Page;
import io.tidemill.glue.catalog.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Defining LF-tags, attaching them, and reading what is attached, inherited tags included. */
final class LfTagActions {
  private static final int PAGE = 1000;
  private static final int MAX_PER_CALL = 50;

  private final LfTags tags;
  private final CatalogEntities entities;
  private final String accountId;

  LfTagActions(LfTags tags, CatalogEntities entities, String accountId) {
    this.tags = tags;
    this.entities = entities;
    this.accountId = accountId;
  }

  Map<String, Action> actions() {
    return Map.of(
        "CreateLFTag", this::create,
        "GetLFTag", this::get,
        "UpdateLFTag", this::update,
        "DeleteLFTag", this::delete,
        "ListLFTags", this::list,
        "AddLFTagsToResource", request -> change(request, this::attach),
        "RemoveLFTagsFromResource", request -> change(request, this::detach),
        "GetResourceLFTags", this::ofResource);
  }

  private ObjectNode create(JsonRequest request) {
    tags.create(key(request), values(request, "TagValues"));
    return Json.object();
  }

  private ObjectNode get(JsonRequest request) {
    String key = key(request);
    return definition(key, tags.require(key));
  }

  private ObjectNode update(JsonRequest request) {
    tags.update(
        key(request), values(request, "TagValuesToAdd"), values(request, "TagValuesToDelete"));
    return Json.object();
  }

  private ObjectNode delete(JsonRequest request) {
    tags.delete(key(request));
    return Json.object();
  }

  private ObjectNode list(JsonRequest request) {
    List<ObjectNode> all =
        tags.all().stream()
            .map(
                t ->
                    definition(
                        t.path("key").asText(), new TreeSet<>(Json.stringList(t.path("values")))))
            .toList();
    return Page.response("LFTags", Page.of(all, request, PAGE));
  }

  private ObjectNode change(JsonRequest request, Change change) {
    List<LfTags.Place> places = places(request.object("Resource"));
    List<JsonNode> pairs = request.list("LFTags");
    if (pairs.size() > MAX_PER_CALL) {
      throw AwsException.invalidInput(
          "Expected at most " + MAX_PER_CALL + " LFTags, but got " + pairs.size() + ".");
    }
    ArrayNode failures = Json.array();
    for (JsonNode pair : pairs) {
      try {
        for (LfTags.Place place : places) {
          change.apply(place, pair);
        }
      } catch (AwsException e) {
        ObjectNode failure = Json.object();
        failure.set("LFTag", pair);
        failure.set(
            "Error", Json.object().put("ErrorCode", e.code()).put("ErrorMessage", e.getMessage()));
        failures.add(failure);
      }
    }
    ObjectNode response = Json.object();
    response.set("Failures", failures);
    return response;
  }

  private void attach(LfTags.Place place, JsonNode pair) {
    List<String> values = lower(pair.path("TagValues"));
    if (values.size() != 1) {
      throw AwsException.invalidInput(
          "Expected exactly one value of a tag for a resource, but got " + values + ".");
    }
    tags.attach(place, Json.lower(pair.path("TagKey").asText()), values.get(0));
  }

  private void detach(LfTags.Place place, JsonNode pair) {
    tags.detach(
        place,
        Json.lower(pair.path("TagKey").asText()),
        lower(pair.path("TagValues")).stream().findFirst());
  }

  private ObjectNode ofResource(JsonRequest request) {
    ObjectNode resource = request.object("Resource");
    boolean assignedOnly = request.flag("ShowAssignedLFTags");
    ObjectNode response = Json.object();
    if (resource.has("Database")) {
      String database = resource.path("Database").path("Name").asText();
      entities.requireDatabase(database);
      response.set("LFTagOnDatabase", pairs(tags.attached(LfTags.Place.database(database))));
      return response;
    }
    TableName name = tableOf(resource);
    ObjectNode table = entities.requireTable(name);
    Map<String, String> onDatabase = tags.attached(LfTags.Place.database(name.database()));
    Map<String, String> onTable =
        over(assignedOnly ? Map.of() : onDatabase, tags.attached(LfTags.Place.table(name)));
    response.set("LFTagOnDatabase", pairs(onDatabase));
    response.set("LFTagsOnTable", pairs(onTable));
    ArrayNode onColumns = Json.array();
    for (String column : CatalogEntities.columns(table)) {
      Map<String, String> onColumn =
          over(assignedOnly ? Map.of() : onTable, tags.attached(LfTags.Place.column(name, column)));
      if (!onColumn.isEmpty()) {
        ObjectNode entry = Json.object().put("Name", column);
        entry.set("LFTags", pairs(onColumn));
        onColumns.add(entry);
      }
    }
    response.set("LFTagsOnColumns", onColumns);
    return response;
  }

  private List<LfTags.Place> places(ObjectNode resource) {
    if (resource.has("Database")) {
      String database = resource.path("Database").path("Name").asText();
      entities.requireDatabase(database);
      return List.of(LfTags.Place.database(database));
    }
    TableName name = tableOf(resource);
    ObjectNode table = entities.requireTable(name);
    if (resource.has("Table")) {
      return List.of(LfTags.Place.table(name));
    }
    List<LfTags.Place> places = new ArrayList<>();
    for (String column : lower(resource.path("TableWithColumns").path("ColumnNames"))) {
      if (!CatalogEntities.columns(table).contains(column)) {
        throw AwsException.entityNotFound("Column " + column + " of table " + name + " not found.");
      }
      places.add(LfTags.Place.column(name, column));
    }
    return places;
  }

  private static TableName tableOf(ObjectNode resource) {
    JsonNode body =
        resource.has("Table") ? resource.get("Table") : resource.path("TableWithColumns");
    if (!body.hasNonNull("DatabaseName") || !body.hasNonNull("Name")) {
      throw AwsException.invalidInput(
          "Expected Resource to be a Database, a Table or TableWithColumns, but it is " + resource);
    }
    return new TableName(body.get("DatabaseName").asText(), body.get("Name").asText());
  }

  private ObjectNode definition(String key, Set<String> values) {
    ObjectNode definition = Json.object().put("CatalogId", accountId).put("TagKey", key);
    definition.set("TagValues", Json.strings(values));
    return definition;
  }

  private ArrayNode pairs(Map<String, String> attached) {
    ArrayNode pairs = Json.array();
    attached.forEach((key, value) -> pairs.add(definition(key, Set.of(value))));
    return pairs;
  }

  private static Map<String, String> over(Map<String, String> inherited, Map<String, String> own) {
    Map<String, String> both = new TreeMap<>(inherited);
    both.putAll(own);
    return both;
  }

  private static String key(JsonRequest request) {
    String key = Json.lower(request.text("TagKey"));
    if (key.isEmpty() || key.length() > 128) {
      throw AwsException.invalidInput(
          "Expected TagKey to have 1 to 128 characters, but it has " + key.length() + ".");
    }
    return key;
  }

  private static Set<String> values(JsonRequest request, String field) {
    List<String> values = lower(request.body().path(field));
    if (values.size() > MAX_PER_CALL) {
      throw AwsException.invalidInput(
          "Expected at most "
              + MAX_PER_CALL
              + " values in "
              + field
              + ", but got "
              + values.size()
              + ".");
    }
    return new TreeSet<>(values);
  }

  private static List<String> lower(JsonNode values) {
    return Json.stringList(values).stream().map(Json::lower).toList();
  }

  @FunctionalInterface
  private interface Change {
    void apply(LfTags.Place place, JsonNode pair);
  }
}
