package io.tidemill.glue.lakeformation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemill.glue.aws.Action;
import io.tidemill.glue.aws.AwsException;
import io.tidemill.glue.aws.Json;
import io.tidemill.glue.aws.JsonRequest;
import io.tidemill.glue.aws.Page;
import io.tidemill.glue.catalog.TableName;
import io.tidemill.glue.store.DocumentStore;
import io.tidemill.glue.store.Documents;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Data cells filters: named row and column filters of tables, with versions for updates. */
final class CellsFilterActions {
  private static final int PAGE = 1000;
  private static final int MAX_EXPRESSION = 2048;

  private final DocumentStore store;
  private final Documents filters;
  private final CatalogEntities entities;
  private final Permissions permissions;
  private final String accountId;

  CellsFilterActions(
      DocumentStore store, CatalogEntities entities, Permissions permissions, String accountId) {
    this.store = store;
    this.filters = store.documents("lf-cells-filters");
    this.entities = entities;
    this.permissions = permissions;
    this.accountId = accountId;
  }

  Map<String, Action> actions() {
    return Map.of(
        "CreateDataCellsFilter", this::create,
        "GetDataCellsFilter", this::get,
        "UpdateDataCellsFilter", this::update,
        "DeleteDataCellsFilter", this::delete,
        "ListDataCellsFilter", this::list);
  }

  void removeTable(TableName table) {
    filters.removeUnder(table.database(), table.table());
  }

  private ObjectNode create(JsonRequest request) {
    JsonRequest data = new JsonRequest(request.object("TableData"));
    ObjectNode filter = filter(data);
    store.write(
        () -> {
          if (filters.contains(key(data))) {
            throw AwsException.alreadyExists(
                "Data cells filter " + data.text("Name") + " already exists.");
          }
          filters.put(key(data), filter);
        });
    return Json.object();
  }

  private ObjectNode get(JsonRequest request) {
    ObjectNode response = Json.object();
    response.set("DataCellsFilter", require(request));
    return response;
  }

  private ObjectNode update(JsonRequest request) {
    JsonRequest data = new JsonRequest(request.object("TableData"));
    ObjectNode filter = filter(data);
    store.write(
        () -> {
          String current = require(data).path("VersionId").asText();
          if (!data.optionalText("VersionId").orElse(current).equals(current)) {
            throw AwsException.concurrentModification(
                "Data cells filter "
                    + data.text("Name")
                    + " is at version "
                    + current
                    + ", but the update is for "
                    + data.text("VersionId")
                    + ".");
          }
          filters.put(key(data), filter);
        });
    return Json.object();
  }

  private ObjectNode delete(JsonRequest request) {
    store.write(
        () -> {
          ObjectNode filter = require(request);
          filters.remove(key(request));
          ObjectNode resource = Json.object();
          resource.set("DataCellsFilter", filter);
          permissions.removeResource(LfResource.parse(resource, accountId).key());
        });
    return Json.object();
  }

  private ObjectNode list(JsonRequest request) {
    List<ObjectNode> found =
        request
            .optionalObject("Table")
            .map(JsonRequest::new)
            .map(table -> filters.under(table.name("DatabaseName"), table.name("Name")))
            .orElseGet(filters::all);
    return Page.response("DataCellsFilters", Page.of(found, request, PAGE));
  }

  private ObjectNode filter(JsonRequest data) {
    TableName name = new TableName(data.text("DatabaseName"), data.text("TableName"));
    if (CatalogEntities.isView(entities.requireTable(name))) {
      throw AwsException.invalidInput("Data cells filters are not supported on views: " + name);
    }
    boolean columns = data.has("ColumnNames") && !data.strings("ColumnNames").isEmpty();
    if (columns == data.has("ColumnWildcard")) {
      throw AwsException.invalidInput(
          "Expected either ColumnNames or ColumnWildcard in filter " + data.text("Name") + ".");
    }
    String expression =
        data.optionalObject("RowFilter").map(f -> f.path("FilterExpression").asText("")).orElse("");
    if (expression.length() > MAX_EXPRESSION) {
      throw AwsException.invalidInput(
          "Expected a filter expression of at most "
              + MAX_EXPRESSION
              + " characters, but it has "
              + expression.length()
              + ".");
    }
    ObjectNode filter = data.body().deepCopy();
    filter.put("TableCatalogId", accountId);
    filter.put("DatabaseName", name.database()).put("TableName", name.table());
    return filter.put("VersionId", UUID.randomUUID().toString());
  }

  private ObjectNode require(JsonRequest request) {
    return filters
        .find(key(request))
        .orElseThrow(
            () ->
                AwsException.entityNotFound(
                    "Data cells filter " + request.text("Name") + " does not exist."));
  }

  private static String key(JsonRequest request) {
    return Documents.key(
        request.name("DatabaseName"), request.name("TableName"), request.text("Name"));
  }
}
