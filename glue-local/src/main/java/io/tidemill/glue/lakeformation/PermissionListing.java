package io.tidemill.glue.lakeformation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemill.glue.aws.AwsException;
import io.tidemill.glue.aws.Json;
import io.tidemill.glue.aws.JsonRequest;
import io.tidemill.glue.aws.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * ListPermissions with its ways: SELECT on a table comes back as a row of its own on all columns,
 * and asking for a principal on a resource also shows what reaches it from the database's tables.
 */
final class PermissionListing {
  private static final int PAGE = 1000;

  private final Permissions permissions;
  private final String accountId;

  PermissionListing(Permissions permissions, String accountId) {
    this.permissions = permissions;
    this.accountId = accountId;
  }

  ObjectNode list(JsonRequest request) {
    Optional<LfResource> resource =
        request.optionalObject("Resource").map(r -> LfResource.parse(r, accountId));
    if (request.optionalObject("Resource").filter(r -> r.has("TableWithColumns")).isPresent()) {
      throw AwsException.invalidInput(
          "Expected a Table to list permissions of, but got TableWithColumns: list the table and filter.");
    }
    Optional<String> principal =
        request
            .optionalObject("Principal")
            .map(p -> p.path("DataLakePrincipalIdentifier").asText());
    boolean related = request.optionalText("IncludeRelated").orElse("").equalsIgnoreCase("TRUE");
    Optional<String> type = request.optionalText("ResourceType");
    List<ObjectNode> rows = new ArrayList<>();
    for (ObjectNode grant : permissions.all()) {
      boolean wanted =
          principal.map(p -> grant.path("principal").asText().equals(p)).orElse(true)
              && resource.map(r -> concerns(grant, r, related, principal.isPresent())).orElse(true)
              && type.map(t -> isOfType(grant, t)).orElse(true);
      if (wanted) {
        rows.addAll(rows(grant));
      }
    }
    return Page.response("PrincipalResourcePermissions", Page.of(rows, request, PAGE));
  }

  private static boolean concerns(
      ObjectNode grant, LfResource resource, boolean related, boolean effective) {
    if (grant.path("resourceKey").asText().equals(resource.key())) {
      return true;
    }
    if (resource.kind() != LfResource.Kind.TABLE) {
      return false;
    }
    LfResource.Kind kind = LfResource.Kind.valueOf(grant.path("kind").asText());
    boolean sameTable =
        grant.path("database").asText().equals(resource.database().orElse(""))
            && grant.path("table").asText().equals(resource.table().orElseThrow().table());
    boolean allTables =
        kind == LfResource.Kind.ALL_TABLES_OF
            && grant.path("database").asText().equals(resource.database().orElse(""));
    return kind == LfResource.Kind.COLUMNS && sameTable
        || kind == LfResource.Kind.CELLS_FILTER && sameTable && related
        || allTables && effective;
  }

  private static boolean isOfType(ObjectNode grant, String type) {
    return switch (LfResource.Kind.valueOf(grant.path("kind").asText())) {
      case CATALOG -> type.equals("CATALOG");
      case DATABASE -> type.equals("DATABASE");
      case TABLE, ALL_TABLES_OF, COLUMNS, CELLS_FILTER -> type.equals("TABLE");
      case DATA_LOCATION -> type.equals("DATA_LOCATION");
      case LF_TAG -> type.equals("LF_TAG");
      case LF_TAG_POLICY -> type.startsWith("LF_TAG_POLICY");
    };
  }

  private static List<ObjectNode> rows(ObjectNode grant) {
    Set<String> held = Permissions.field(grant, "Permissions");
    boolean split =
        grant.path("kind").asText().equals(LfResource.Kind.TABLE.name()) && held.contains("SELECT");
    ObjectNode resource = (ObjectNode) grant.path("Resource");
    if (!split) {
      return List.of(row(grant, resource, held));
    }
    List<ObjectNode> rows = new ArrayList<>();
    Set<String> others = new TreeSet<>(held);
    others.remove("SELECT");
    if (!others.isEmpty()) {
      rows.add(row(grant, resource, others));
    }
    ObjectNode columns = ((ObjectNode) resource.path("Table")).deepCopy();
    columns.set("ColumnWildcard", Json.object());
    ObjectNode allColumns = Json.object();
    allColumns.set("TableWithColumns", columns);
    rows.add(row(grant, allColumns, Set.of("SELECT")));
    return rows;
  }

  private static ObjectNode row(ObjectNode grant, ObjectNode resource, Set<String> permissions) {
    Set<String> options = Permissions.field(grant, "PermissionsWithGrantOption");
    options.retainAll(permissions);
    ObjectNode row = Json.object();
    row.set(
        "Principal",
        Json.object().put("DataLakePrincipalIdentifier", grant.path("principal").asText()));
    row.set("Resource", resource);
    row.set("Permissions", Json.strings(permissions));
    row.set("PermissionsWithGrantOption", Json.strings(options));
    row.set("LastUpdated", grant.path("LastUpdated"));
    return row;
  }
}
