package io.tidemill.glue.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemill.glue.aws.AwsException;
import io.tidemill.glue.aws.Json;
import io.tidemill.glue.store.DocumentStore;
import io.tidemill.glue.store.Documents;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The catalog's databases as Glue's own JSON. Deleting one deletes its tables, as Glue does. */
public final class Databases {
  private static final List<String> INPUT_FIELDS =
      List.of(
          "Description",
          "LocationUri",
          "Parameters",
          "CreateTableDefaultPermissions",
          "TargetDatabase",
          "FederatedDatabase");

  private final DocumentStore store;
  private final Documents databases;
  private final Tables tables;
  private final Clock clock;
  private final String accountId;

  public Databases(DocumentStore store, Tables tables, Clock clock, String accountId) {
    this.store = store;
    this.databases = store.documents("databases");
    this.tables = tables;
    this.clock = clock;
    this.accountId = accountId;
  }

  public void create(ObjectNode input) {
    String name = nameOf(input);
    store.write(
        () -> {
          if (databases.contains(name)) {
            throw AwsException.alreadyExists("Database " + name + " already exists.");
          }
          ObjectNode database = document(name, input);
          database.put("CreateTime", Json.epochSeconds(clock.instant()));
          databases.put(name, database);
          tables.databaseCreated(database);
        });
  }

  public void update(String name, ObjectNode input) {
    String key = Json.lower(name);
    store.write(
        () -> {
          ObjectNode old = require(key);
          ObjectNode database = document(key, input);
          database.set("CreateTime", old.path("CreateTime"));
          databases.put(key, database);
        });
  }

  public void delete(String name) {
    String key = Json.lower(name);
    store.write(
        () -> {
          require(key);
          tables.deleteAll(key);
          databases.remove(key);
        });
  }

  public Optional<ObjectNode> find(String name) {
    return databases.find(Json.lower(name));
  }

  public ObjectNode require(String name) {
    return find(name)
        .orElseThrow(() -> AwsException.entityNotFound("Database " + name + " not found."));
  }

  public List<ObjectNode> all() {
    return databases.all();
  }

  private ObjectNode document(String name, ObjectNode input) {
    ObjectNode database = Json.object().put("Name", name);
    for (String field : INPUT_FIELDS) {
      if (input.hasNonNull(field)) {
        database.set(field, input.get(field));
      }
    }
    if (!database.has("Parameters")) {
      database.set("Parameters", Json.object());
    }
    if (!database.has("CreateTableDefaultPermissions")) {
      database.set("CreateTableDefaultPermissions", Json.array());
    }
    return database.put("CatalogId", accountId);
  }

  private static String nameOf(ObjectNode input) {
    String name = Json.lower(input.path("Name").asText(""));
    if (name.isBlank() || name.length() > 255) {
      throw AwsException.validation(
          "Expected DatabaseInput.Name to have 1 to 255 characters, but it is '" + name + "'.");
    }
    return name;
  }
}
