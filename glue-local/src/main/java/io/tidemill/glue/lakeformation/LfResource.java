package io.tidemill.glue.lakeformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemill.glue.aws.AwsException;
import io.tidemill.glue.aws.Json;
import io.tidemill.glue.catalog.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A thing that permissions are granted on. Two descriptions of the same thing have the same key.
 *
 * @param key canonical, for comparing and storing
 * @param described as Lake Formation gives it back
 * @param database the database that it is or belongs to
 * @param table the table that it is or belongs to
 */
record LfResource(
    Kind kind,
    String key,
    ObjectNode described,
    Optional<String> database,
    Optional<TableName> table) {
  static final String ALL_TABLES = "ALL_TABLES";

  enum Kind {
    CATALOG,
    DATABASE,
    TABLE,
    ALL_TABLES_OF,
    COLUMNS,
    DATA_LOCATION,
    CELLS_FILTER,
    LF_TAG,
    LF_TAG_POLICY
  }

  static LfResource parse(JsonNode resource, String accountId) {
    List<String> kinds = new ArrayList<>();
    resource.fields().forEachRemaining(e -> kinds.add(e.getKey()));
    if (kinds.size() != 1) {
      throw AwsException.invalidInput(
          "Expected Resource to name exactly one resource, but it names " + kinds + ".");
    }
    JsonNode body = resource.path(kinds.get(0));
    return switch (kinds.get(0)) {
      case "Catalog" -> plain(Kind.CATALOG, "catalog", resource);
      case "Database" -> database(text(body, "Name"), accountId);
      case "Table" -> table(body, accountId);
      case "TableWithColumns" -> columns(body, accountId);
      case "DataLocation" ->
          plain(Kind.DATA_LOCATION, "location:" + text(body, "ResourceArn"), resource);
      case "DataCellsFilter" -> filter(body, accountId);
      case "LFTag" -> plain(Kind.LF_TAG, "lftag:" + Json.lower(text(body, "TagKey")), resource);
      case "LFTagPolicy" -> policy(body, accountId);
      default ->
          throw AwsException.invalidInput(
              "Expected a resource that glue-local knows, but got " + kinds.get(0) + ".");
    };
  }

  static LfResource table(TableName name, String accountId) {
    ObjectNode described =
        Json.object()
            .put("CatalogId", accountId)
            .put("DatabaseName", name.database())
            .put("Name", name.table());
    return ofTable(Kind.TABLE, "table:" + name, "Table", described, name);
  }

  static LfResource database(String name, String accountId) {
    String lower = Json.lower(name);
    ObjectNode described = Json.object().put("CatalogId", accountId).put("Name", lower);
    return new LfResource(
        Kind.DATABASE,
        "database:" + lower,
        wrap("Database", described),
        Optional.of(lower),
        Optional.empty());
  }

  private static LfResource table(JsonNode body, String accountId) {
    String database = text(body, "DatabaseName");
    if (!body.has("TableWildcard") && !body.path("Name").asText().equals(ALL_TABLES)) {
      return table(new TableName(database, text(body, "Name")), accountId);
    }
    String lower = Json.lower(database);
    ObjectNode described =
        Json.object()
            .put("CatalogId", accountId)
            .put("DatabaseName", lower)
            .put("Name", ALL_TABLES);
    described.set("TableWildcard", Json.object());
    return new LfResource(
        Kind.ALL_TABLES_OF,
        "tables:" + lower,
        wrap("Table", described),
        Optional.of(lower),
        Optional.empty());
  }

  private static LfResource columns(JsonNode body, String accountId) {
    TableName name = new TableName(text(body, "DatabaseName"), text(body, "Name"));
    TreeSet<String> included = lowerSet(body.path("ColumnNames"));
    TreeSet<String> excluded = lowerSet(body.path("ColumnWildcard").path("ExcludedColumnNames"));
    if (included.isEmpty() && excluded.isEmpty()) {
      if (!body.has("ColumnWildcard")) {
        throw AwsException.invalidInput(
            "Expected TableWithColumns to have ColumnNames or ColumnWildcard, but it has neither.");
      }
      return table(name, accountId);
    }
    ObjectNode described = (ObjectNode) table(name, accountId).described().path("Table");
    if (included.isEmpty()) {
      ObjectNode wildcard = Json.object();
      wildcard.set("ExcludedColumnNames", Json.strings(excluded));
      described.set("ColumnWildcard", wildcard);
    } else {
      described.set("ColumnNames", Json.strings(included));
    }
    String key = "columns:" + name + ":" + included + ":" + excluded;
    return ofTable(Kind.COLUMNS, key, "TableWithColumns", described, name);
  }

  private static LfResource filter(JsonNode body, String accountId) {
    TableName table = new TableName(text(body, "DatabaseName"), text(body, "TableName"));
    String name = text(body, "Name");
    ObjectNode described =
        Json.object()
            .put("TableCatalogId", accountId)
            .put("DatabaseName", table.database())
            .put("TableName", table.table())
            .put("Name", name);
    return ofTable(
        Kind.CELLS_FILTER, "filter:" + table + ":" + name, "DataCellsFilter", described, table);
  }

  private static LfResource policy(JsonNode body, String accountId) {
    TreeSet<String> terms = new TreeSet<>();
    var expression = Json.array();
    for (JsonNode term : body.path("Expression")) {
      TreeSet<String> values = lowerSet(term.path("TagValues"));
      String key = Json.lower(text(term, "TagKey"));
      terms.add(key + "=" + values);
      ObjectNode lower = Json.object().put("TagKey", key);
      lower.set("TagValues", Json.strings(values));
      expression.add(lower);
    }
    ObjectNode described =
        Json.object().put("CatalogId", accountId).put("ResourceType", text(body, "ResourceType"));
    described.set("Expression", expression);
    return plain(
        Kind.LF_TAG_POLICY,
        "policy:" + text(body, "ResourceType") + ":" + terms,
        wrap("LFTagPolicy", described));
  }

  private static LfResource ofTable(
      Kind kind, String key, String wrapper, ObjectNode described, TableName table) {
    return new LfResource(
        kind, key, wrap(wrapper, described), Optional.of(table.database()), Optional.of(table));
  }

  private static LfResource plain(Kind kind, String key, JsonNode resource) {
    return new LfResource(
        kind, key, (ObjectNode) resource.deepCopy(), Optional.empty(), Optional.empty());
  }

  private static ObjectNode wrap(String name, ObjectNode body) {
    ObjectNode wrapper = Json.object();
    wrapper.set(name, body);
    return wrapper;
  }

  private static TreeSet<String> lowerSet(JsonNode names) {
    TreeSet<String> lower = new TreeSet<>();
    names.forEach(name -> lower.add(Json.lower(name.asText())));
    return lower;
  }

  private static String text(JsonNode body, String field) {
    if (!body.hasNonNull(field)) {
      throw AwsException.invalidInput(
          "Expected the resource to have " + field + ", but it has none.");
    }
    return body.get(field).asText();
  }
}
