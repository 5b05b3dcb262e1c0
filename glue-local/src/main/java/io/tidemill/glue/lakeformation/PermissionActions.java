package io.tidemill.glue.lakeformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemill.glue.aws.Action;
import io.tidemill.glue.aws.AwsException;
import io.tidemill.glue.aws.Json;
import io.tidemill.glue.aws.JsonRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Granting and revoking, one by one and in batches, and listing. */
final class PermissionActions {
  private static final int MAX_BATCH = 20;
  private static final Set<String> ON_TABLES =
      Set.of("ALL", "ALTER", "DELETE", "DESCRIBE", "DROP", "INSERT", "SELECT", "SUPER_USER");
  private static final Set<String> ON_VIEWS = Set.of("ALL", "SELECT", "DESCRIBE", "DROP");
  private static final Set<String> ON_DATABASES =
      Set.of("ALL", "ALTER", "CREATE_TABLE", "DESCRIBE", "DROP", "SUPER_USER");
  private static final Set<String> ON_FILTERS = Set.of("SELECT", "DESCRIBE", "DROP");
  private static final Set<String> ON_TAGS =
      Set.of("ALL", "ALTER", "ASSOCIATE", "DESCRIBE", "DROP", "GRANT_WITH_LF_TAG_EXPRESSION");
  private static final Set<String> ON_CATALOG =
      Set.of(
          "ALL",
          "ALTER",
          "CREATE_CATALOG",
          "CREATE_DATABASE",
          "CREATE_LF_TAG",
          "CREATE_LF_TAG_EXPRESSION",
          "DESCRIBE",
          "DROP",
          "SUPER_USER");

  private final Permissions permissions;
  private final CatalogEntities entities;
  private final String accountId;

  PermissionActions(Permissions permissions, CatalogEntities entities, String accountId) {
    this.permissions = permissions;
    this.entities = entities;
    this.accountId = accountId;
  }

  Map<String, Action> actions() {
    return Map.of(
        "GrantPermissions", this::grant,
        "RevokePermissions", this::revoke,
        "BatchGrantPermissions", request -> batch(request, this::grant),
        "BatchRevokePermissions", request -> batch(request, this::revoke),
        "ListPermissions", request -> new PermissionListing(permissions, accountId).list(request));
  }

  private ObjectNode grant(JsonRequest request) {
    LfResource resource = resource(request);
    permissions.grant(
        principal(request),
        resource,
        permissions(request, "Permissions", resource),
        permissions(request, "PermissionsWithGrantOption", resource));
    return Json.object();
  }

  private ObjectNode revoke(JsonRequest request) {
    LfResource resource = resource(request);
    permissions.revoke(
        principal(request),
        resource,
        permissions(request, "Permissions", resource),
        permissions(request, "PermissionsWithGrantOption", resource));
    return Json.object();
  }

  /** Entries succeed and fail one by one; the call itself succeeds. */
  private static ObjectNode batch(JsonRequest request, Action single) {
    List<JsonNode> entries = request.list("Entries");
    if (entries.size() > MAX_BATCH) {
      throw AwsException.invalidInput(
          "Expected at most " + MAX_BATCH + " entries, but got " + entries.size() + ".");
    }
    Set<String> ids = new HashSet<>();
    for (JsonNode entry : entries) {
      if (!ids.add(entry.path("Id").asText())) {
        throw AwsException.invalidInput(
            "Expected every entry to have its own Id, but "
                + entry.path("Id").asText()
                + " is there twice.");
      }
    }
    ArrayNode failures = Json.array();
    for (JsonNode entry : entries) {
      try {
        single.handle(new JsonRequest((ObjectNode) entry));
      } catch (AwsException e) {
        ObjectNode failure = Json.object();
        failure.set("RequestEntry", entry);
        failure.set(
            "Error", Json.object().put("ErrorCode", e.code()).put("ErrorMessage", e.getMessage()));
        failures.add(failure);
      }
    }
    ObjectNode response = Json.object();
    response.set("Failures", failures);
    return response;
  }

  private LfResource resource(JsonRequest request) {
    LfResource resource = LfResource.parse(request.object("Resource"), accountId);
    entities.requireFor(resource);
    return resource;
  }

  private static String principal(JsonRequest request) {
    return Principals.check(
        request.object("Principal").path("DataLakePrincipalIdentifier").asText(""));
  }

  private Set<String> permissions(JsonRequest request, String field, LfResource resource) {
    Set<String> asked = new TreeSet<>(request.strings(field));
    if (field.equals("Permissions") && asked.isEmpty()) {
      throw AwsException.invalidInput(
          "Expected Permissions to name at least one, but it is empty.");
    }
    Set<String> wrong = new TreeSet<>(asked);
    wrong.removeAll(allowed(resource));
    if (!wrong.isEmpty()) {
      throw AwsException.invalidInput(
          "Permissions "
              + wrong
              + " cannot be granted on "
              + resource.key()
              + ": it takes "
              + new TreeSet<>(allowed(resource))
              + ".");
    }
    return asked;
  }

  private Set<String> allowed(LfResource resource) {
    return switch (resource.kind()) {
      case CATALOG -> ON_CATALOG;
      case DATABASE -> ON_DATABASES;
      case TABLE -> entities.isView(resource) ? ON_VIEWS : ON_TABLES;
      case ALL_TABLES_OF -> ON_TABLES;
      case COLUMNS -> Set.of("SELECT");
      case DATA_LOCATION -> Set.of("DATA_LOCATION_ACCESS");
      case CELLS_FILTER -> ON_FILTERS;
      case LF_TAG -> ON_TAGS;
      case LF_TAG_POLICY -> resource.key().startsWith("policy:DATABASE") ? ON_DATABASES : ON_TABLES;
    };
  }
}
