package io.tidemill.glue.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemill.glue.aws.Action;
import io.tidemill.glue.aws.AwsException;
import io.tidemill.glue.aws.Json;
import io.tidemill.glue.aws.JsonRequest;
import io.tidemill.glue.aws.Page;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The Data Catalog's operations on databases, tables and table versions. */
public final class CatalogActions {
  private static final int PAGE = 100;

  private final Databases databases;
  private final Tables tables;

  public CatalogActions(Databases databases, Tables tables) {
    this.databases = databases;
    this.tables = tables;
  }

  public Map<String, Action> actions() {
    return Map.ofEntries(
        Map.entry("CreateDatabase", this::createDatabase),
        Map.entry("GetDatabase", this::getDatabase),
        Map.entry("GetDatabases", this::getDatabases),
        Map.entry("UpdateDatabase", this::updateDatabase),
        Map.entry("DeleteDatabase", this::deleteDatabase),
        Map.entry("CreateTable", this::createTable),
        Map.entry("GetTable", this::getTable),
        Map.entry("GetTables", this::getTables),
        Map.entry("UpdateTable", this::updateTable),
        Map.entry("DeleteTable", this::deleteTable),
        Map.entry("BatchDeleteTable", this::batchDeleteTable),
        Map.entry("GetTableVersion", this::getTableVersion),
        Map.entry("GetTableVersions", this::getTableVersions),
        Map.entry("DeleteTableVersion", this::deleteTableVersion),
        Map.entry("BatchDeleteTableVersion", this::batchDeleteTableVersion),
        Map.entry("GetUserDefinedFunctions", this::getUserDefinedFunctions),
        Map.entry("GetSecurityConfiguration", this::getSecurityConfiguration));
  }

  private ObjectNode createDatabase(JsonRequest request) {
    databases.create(request.object("DatabaseInput"));
    return Json.object();
  }

  private ObjectNode getDatabase(JsonRequest request) {
    ObjectNode response = Json.object();
    response.set("Database", databases.require(request.name("Name")));
    return response;
  }

  private ObjectNode getDatabases(JsonRequest request) {
    return Page.response("DatabaseList", Page.of(databases.all(), request, PAGE, PAGE));
  }

  private ObjectNode updateDatabase(JsonRequest request) {
    databases.update(request.name("Name"), request.object("DatabaseInput"));
    return Json.object();
  }

  private ObjectNode deleteDatabase(JsonRequest request) {
    databases.delete(request.name("Name"));
    return Json.object();
  }

  private ObjectNode createTable(JsonRequest request) {
    if (request.has("OpenTableFormatInput")) {
      throw AwsException.invalidInput(
          "Expected a plain TableInput, but OpenTableFormatInput is set: glue-local creates Iceberg"
              + " tables through Spark only. Run CREATE TABLE ... USING iceberg in a session.");
    }
    tables.create(request.name("DatabaseName"), request.object("TableInput"));
    return Json.object();
  }

  private ObjectNode getTable(JsonRequest request) {
    ObjectNode response = Json.object();
    response.set("Table", tables.require(table(request, "Name")));
    return response;
  }

  private ObjectNode getTables(JsonRequest request) {
    Predicate<String> matches =
        request.optionalText("Expression").map(CatalogActions::pattern).orElse(n -> true);
    List<ObjectNode> found =
        tables.in(request.name("DatabaseName")).stream()
            .filter(table -> matches.test(table.path("Name").asText()))
            .toList();
    return Page.response("TableList", Page.of(found, request, PAGE, PAGE));
  }

  private ObjectNode updateTable(JsonRequest request) {
    tables.update(
        request.name("DatabaseName"),
        request.object("TableInput"),
        request.optionalText("VersionId"),
        request.flag("SkipArchive") ? VersionArchive.SKIP : VersionArchive.KEEP);
    return Json.object();
  }

  private ObjectNode deleteTable(JsonRequest request) {
    tables.delete(table(request, "Name"));
    return Json.object();
  }

  private ObjectNode batchDeleteTable(JsonRequest request) {
    ArrayNode errors = Json.array();
    for (String name : request.strings("TablesToDelete")) {
      try {
        tables.delete(new TableName(request.name("DatabaseName"), name));
      } catch (AwsException e) {
        ObjectNode error = Json.object().put("TableName", name);
        error.set("ErrorDetail", errorDetail(e));
        errors.add(error);
      }
    }
    return errorsResponse(errors);
  }

  private ObjectNode getTableVersion(JsonRequest request) {
    List<ObjectNode> versions = tables.versions(table(request, "TableName"));
    Optional<String> wanted = request.optionalText("VersionId");
    ObjectNode response = Json.object();
    response.set(
        "TableVersion",
        versions.stream()
            .filter(v -> wanted.isEmpty() || v.path("VersionId").asText().equals(wanted.get()))
            .findFirst()
            .orElseThrow(
                () ->
                    AwsException.entityNotFound(
                        "Table version " + wanted.orElse("") + " not found.")));
    return response;
  }

  private ObjectNode getTableVersions(JsonRequest request) {
    List<ObjectNode> versions = tables.versions(table(request, "TableName"));
    return Page.response("TableVersions", Page.of(versions, request, PAGE, PAGE));
  }

  private ObjectNode deleteTableVersion(JsonRequest request) {
    String version = request.text("VersionId");
    if (!tables.deleteVersion(table(request, "TableName"), version)) {
      throw AwsException.entityNotFound("Table version " + version + " not found.");
    }
    return Json.object();
  }

  private ObjectNode batchDeleteTableVersion(JsonRequest request) {
    TableName name = table(request, "TableName");
    ArrayNode errors = Json.array();
    for (String version : request.strings("VersionIds")) {
      if (!tables.deleteVersion(name, version)) {
        ObjectNode error = Json.object().put("TableName", name.table()).put("VersionId", version);
        error.set(
            "ErrorDetail",
            errorDetail(AwsException.entityNotFound("Table version " + version + " not found.")));
        errors.add(error);
      }
    }
    return errorsResponse(errors);
  }

  private ObjectNode getUserDefinedFunctions(JsonRequest request) {
    request.optionalText("DatabaseName").ifPresent(databases::require);
    ObjectNode response = Json.object();
    response.set("UserDefinedFunctions", Json.array());
    return response;
  }

  private ObjectNode getSecurityConfiguration(JsonRequest request) {
    ObjectNode encryption = Json.object();
    encryption.set(
        "S3Encryption", Json.array().add(Json.object().put("S3EncryptionMode", "DISABLED")));
    encryption.set(
        "CloudWatchEncryption", Json.object().put("CloudWatchEncryptionMode", "DISABLED"));
    encryption.set(
        "JobBookmarksEncryption", Json.object().put("JobBookmarksEncryptionMode", "DISABLED"));
    ObjectNode configuration =
        Json.object().put("Name", request.text("Name")).put("CreatedTimeStamp", 0);
    configuration.set("EncryptionConfiguration", encryption);
    ObjectNode response = Json.object();
    response.set("SecurityConfiguration", configuration);
    return response;
  }

  static ObjectNode errorDetail(AwsException e) {
    return Json.object().put("ErrorCode", e.code()).put("ErrorMessage", e.getMessage());
  }

  static ObjectNode errorsResponse(ArrayNode errors) {
    ObjectNode response = Json.object();
    if (!errors.isEmpty()) {
      response.set("Errors", errors);
    }
    return response;
  }

  static TableName table(JsonRequest request, String field) {
    return new TableName(request.name("DatabaseName"), request.name(field));
  }

  /**
   * Glue takes regular expressions; a lone {@code *} is taken for a wildcard as people write it.
   */
  private static Predicate<String> pattern(String expression) {
    try {
      return Pattern.compile(expression, Pattern.CASE_INSENSITIVE).asMatchPredicate();
    } catch (PatternSyntaxException e) {
      String wildcard = Pattern.quote(expression).replace("*", "\\E.*\\Q");
      return Pattern.compile(wildcard, Pattern.CASE_INSENSITIVE).asMatchPredicate();
    }
  }

  static List<String> partitionKeys(JsonNode table) {
    return Json.elements(table.path("PartitionKeys")).stream()
        .map(key -> Json.lower(key.path("Name").asText()))
        .toList();
  }
}
