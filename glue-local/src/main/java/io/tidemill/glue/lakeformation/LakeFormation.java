package io.tidemill.glue.lakeformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemill.glue.aws.Action;
import io.tidemill.glue.aws.Json;
import io.tidemill.glue.catalog.CatalogListener;
import io.tidemill.glue.catalog.Databases;
import io.tidemill.glue.catalog.TableName;
import io.tidemill.glue.catalog.Tables;
import io.tidemill.glue.store.DocumentStore;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The service. What is attached to a Glue entity dies with it, in the same transaction, and
 * survives its updates.
 */
public final class LakeFormation implements CatalogListener {
  private final Permissions permissions;
  private final LfTags tags;
  private final CellsFilterActions filters;
  private final SettingsActions settings;
  private final String accountId;
  private final Map<String, Action> actions = new HashMap<>();

  public LakeFormation(
      DocumentStore store, Databases databases, Tables tables, Clock clock, String accountId) {
    CatalogEntities entities = new CatalogEntities(databases, tables);
    this.permissions = new Permissions(store, clock);
    this.tags = new LfTags(store);
    this.filters = new CellsFilterActions(store, entities, permissions, accountId);
    this.settings = new SettingsActions(store, entities, clock, accountId);
    this.accountId = accountId;
    actions.putAll(new PermissionActions(permissions, entities, accountId).actions());
    actions.putAll(new LfTagActions(tags, entities, accountId).actions());
    actions.putAll(filters.actions());
    actions.putAll(settings.actions());
  }

  public Map<String, Action> actions() {
    return Map.copyOf(actions);
  }

  @Override
  public void databaseCreated(ObjectNode database) {
    grantDefaults(
        settings.defaultPermissions("CreateDatabaseDefaultPermissions"),
        LfResource.database(database.path("Name").asText(), accountId));
  }

  @Override
  public void tableCreated(ObjectNode database, TableName table) {
    List<JsonNode> own = Json.elements(database.path("CreateTableDefaultPermissions"));
    grantDefaults(
        own.isEmpty() ? settings.defaultPermissions("CreateTableDefaultPermissions") : own,
        LfResource.table(table, accountId));
  }

  @Override
  public void databaseDeleted(String database) {
    permissions.removeDatabase(database);
    tags.removeDatabase(database);
  }

  @Override
  public void tableDeleted(TableName table) {
    permissions.removeTable(table);
    tags.removeTable(table);
    filters.removeTable(table);
  }

  private void grantDefaults(List<JsonNode> defaults, LfResource resource) {
    for (JsonNode entry : defaults) {
      String principal = entry.path("Principal").path("DataLakePrincipalIdentifier").asText("");
      Set<String> granted = new TreeSet<>(Json.stringList(entry.path("Permissions")));
      if (!principal.isEmpty() && !granted.isEmpty()) {
        permissions.grant(principal, resource, granted, Set.of());
      }
    }
  }
}
