package io.tidemill.glue.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemill.glue.aws.AwsException;
import io.tidemill.glue.aws.Json;
import io.tidemill.glue.store.DocumentStore;
import io.tidemill.glue.store.Documents;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The catalog's tables and views as Glue's own JSON, with their archived versions. An update that
 * names a version is refused unless it names the current one: that is what optimistic commits of
 * Iceberg rest on.
 */
public final class Tables {
  private static final List<String> INPUT_FIELDS =
      List.of(
          "Description",
          "Owner",
          "LastAccessTime",
          "LastAnalyzedTime",
          "StorageDescriptor",
          "ViewOriginalText",
          "ViewExpandedText",
          "TableType",
          "TargetTable",
          "ViewDefinition");

  private final DocumentStore store;
  private final Documents databases;
  private final Documents tables;
  private final Documents versions;
  private final Partitions partitions;
  private final Clock clock;
  private final String accountId;
  private final List<CatalogListener> listeners = new CopyOnWriteArrayList<>();

  public Tables(DocumentStore store, Partitions partitions, Clock clock, String accountId) {
    this.store = store;
    this.databases = store.documents("databases");
    this.tables = store.documents("tables");
    this.versions = store.documents("table-versions");
    this.partitions = partitions;
    this.clock = clock;
    this.accountId = accountId;
  }

  public void listen(CatalogListener listener) {
    listeners.add(listener);
  }

  public void create(String database, ObjectNode input) {
    TableName name = new TableName(database, nameOf(input));
    store.write(
        () -> {
          ObjectNode owner = requireDatabase(name.database());
          if (tables.contains(key(name))) {
            throw AwsException.alreadyExists("Table " + name.table() + " already exists.");
          }
          ObjectNode table = document(name, input);
          table.put("CreateTime", Json.epochSeconds(clock.instant()));
          table.put("VersionId", "0");
          tables.put(key(name), table);
          listeners.forEach(listener -> listener.tableCreated(owner, name));
        });
  }

  /** Replaces a table's definition; {@code versionId} empty means whatever the current one is. */
  public void update(
      String database, ObjectNode input, Optional<String> versionId, VersionArchive archive) {
    TableName name = new TableName(database, nameOf(input));
    store.write(
        () -> {
          ObjectNode old = require(name);
          String current = old.path("VersionId").asText("0");
          if (versionId.isPresent() && !versionId.get().equals(current)) {
            throw AwsException.concurrentModification(
                "Update table failed due to concurrent modifications: expected version "
                    + versionId.get()
                    + " of table "
                    + name
                    + ", but it is at version "
                    + current
                    + ".");
          }
          if (archive == VersionArchive.KEEP) {
            versions.put(versionKey(name, current), old);
          }
          ObjectNode table = document(name, input);
          table.set("CreateTime", old.path("CreateTime"));
          table.put("VersionId", String.valueOf(Long.parseLong(current) + 1));
          tables.put(key(name), table);
        });
  }

  public void delete(TableName name) {
    store.write(
        () -> {
          requireDatabase(name.database());
          require(name);
          remove(name);
        });
  }

  void databaseCreated(ObjectNode database) {
    listeners.forEach(listener -> listener.databaseCreated(database));
  }

  void deleteAll(String database) {
    tables.namesUnder(database).forEach(table -> remove(new TableName(database, table)));
    listeners.forEach(listener -> listener.databaseDeleted(database));
  }

  public Optional<ObjectNode> find(TableName name) {
    return tables.find(key(name));
  }

  public ObjectNode require(TableName name) {
    return find(name)
        .orElseThrow(
            () -> {
              requireDatabase(name.database());
              return AwsException.entityNotFound("Table " + name.table() + " not found.");
            });
  }

  public List<ObjectNode> in(String database) {
    requireDatabase(database);
    return tables.under(Json.lower(database));
  }

  public List<String> namesIn(String database) {
    requireDatabase(database);
    return tables.namesUnder(Json.lower(database));
  }

  /** The current version and the archived ones, newest first, in the shape of GetTableVersions. */
  public List<ObjectNode> versions(TableName name) {
    List<ObjectNode> newestFirst = new ArrayList<>(versions.under(name.database(), name.table()));
    newestFirst.add(require(name));
    Collections.reverse(newestFirst);
    return newestFirst.stream().map(Tables::version).toList();
  }

  public boolean deleteVersion(TableName name, String versionId) {
    require(name);
    return versions.remove(versionKey(name, versionId));
  }

  private void remove(TableName name) {
    tables.remove(key(name));
    versions.removeUnder(name.database(), name.table());
    partitions.removeAll(name);
    listeners.forEach(listener -> listener.tableDeleted(name));
  }

  private ObjectNode document(TableName name, ObjectNode input) {
    ObjectNode table = Json.object().put("Name", name.table()).put("DatabaseName", name.database());
    for (String field : INPUT_FIELDS) {
      if (input.hasNonNull(field)) {
        table.set(field, input.get(field));
      }
    }
    table.put("Retention", input.path("Retention").asInt(0));
    table.set(
        "PartitionKeys", input.has("PartitionKeys") ? input.get("PartitionKeys") : Json.array());
    table.set(
        "Parameters", input.hasNonNull("Parameters") ? input.get("Parameters") : Json.object());
    table.put("UpdateTime", Json.epochSeconds(clock.instant()));
    table.put("CreatedBy", "arn:aws:iam::" + accountId + ":user/local");
    table.put("IsRegisteredWithLakeFormation", false);
    return table.put("CatalogId", accountId);
  }

  private ObjectNode requireDatabase(String database) {
    return databases
        .find(Json.lower(database))
        .orElseThrow(() -> AwsException.entityNotFound("Database " + database + " not found."));
  }

  private static ObjectNode version(ObjectNode table) {
    ObjectNode version = Json.object().put("VersionId", table.path("VersionId").asText());
    version.set("Table", table);
    return version;
  }

  private static String nameOf(ObjectNode input) {
    JsonNode name = input.path("Name");
    if (!name.isTextual() || name.asText().isBlank() || name.asText().length() > 255) {
      throw AwsException.validation(
          "Expected TableInput.Name to have 1 to 255 characters, but it is '"
              + name.asText("")
              + "'.");
    }
    return name.asText();
  }

  private static String key(TableName name) {
    return Documents.key(name.database(), name.table());
  }

  private static String versionKey(TableName name, String version) {
    String sortable = "0".repeat(Math.max(0, 12 - version.length())) + version;
    return Documents.key(name.database(), name.table(), sortable);
  }
}
