package io.tidemill.glue.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemill.glue.aws.AwsException;
import io.tidemill.glue.aws.Json;
import io.tidemill.glue.store.DocumentStore;
import io.tidemill.glue.store.Documents;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The partitions of tables as Glue's own JSON, keyed by their values in the order of the keys. */
public final class Partitions {
  private static final String VALUE_SEPARATOR = "\u0001";

  private final DocumentStore store;
  private final Documents tables;
  private final Documents partitions;
  private final Clock clock;
  private final String accountId;

  public Partitions(DocumentStore store, Clock clock, String accountId) {
    this.store = store;
    this.tables = store.documents("tables");
    this.partitions = store.documents("partitions");
    this.clock = clock;
    this.accountId = accountId;
  }

  public void create(TableName table, ObjectNode input) {
    store.write(
        () -> {
          List<String> values = values(table, input);
          if (partitions.contains(key(table, values))) {
            throw AwsException.alreadyExists("Partition already exists.");
          }
          ObjectNode partition = document(table, values, input);
          partition.put("CreationTime", Json.epochSeconds(clock.instant()));
          partitions.put(key(table, values), partition);
        });
  }

  /** Replaces the partition with these values; the input may give it new values. */
  public void update(TableName table, List<String> values, ObjectNode input) {
    store.write(
        () -> {
          ObjectNode old = require(table, values);
          List<String> newValues = input.has("Values") ? values(table, input) : values;
          if (!newValues.equals(values) && partitions.contains(key(table, newValues))) {
            throw AwsException.alreadyExists("Partition already exists.");
          }
          ObjectNode partition = document(table, newValues, input);
          partition.set("CreationTime", old.path("CreationTime"));
          partitions.remove(key(table, values));
          partitions.put(key(table, newValues), partition);
        });
  }

  public void delete(TableName table, List<String> values) {
    store.write(
        () -> {
          require(table, values);
          partitions.remove(key(table, values));
        });
  }

  public Optional<ObjectNode> find(TableName table, List<String> values) {
    return partitions.find(key(table, values));
  }

  public ObjectNode require(TableName table, List<String> values) {
    requireTable(table);
    return find(table, values)
        .orElseThrow(() -> AwsException.entityNotFound("Partition not found: " + values));
  }

  public List<ObjectNode> of(TableName table) {
    requireTable(table);
    return partitions.under(table.database(), table.table());
  }

  void removeAll(TableName table) {
    partitions.removeUnder(table.database(), table.table());
  }

  private ObjectNode document(TableName table, List<String> values, ObjectNode input) {
    ObjectNode partition = Json.object();
    partition.set("Values", Json.strings(values));
    partition.put("DatabaseName", table.database()).put("TableName", table.table());
    for (String field : List.of("StorageDescriptor", "LastAccessTime", "LastAnalyzedTime")) {
      if (input.hasNonNull(field)) {
        partition.set(field, input.get(field));
      }
    }
    partition.set(
        "Parameters", input.hasNonNull("Parameters") ? input.get("Parameters") : Json.object());
    return partition.put("CatalogId", accountId);
  }

  private List<String> values(TableName table, ObjectNode input) {
    List<String> values = Json.stringList(input.path("Values"));
    int keys = requireTable(table).path("PartitionKeys").size();
    if (values.size() != keys) {
      throw AwsException.invalidInput(
          "The number of partition keys do not match the number of partition values: table "
              + table
              + " has "
              + keys
              + " keys, but the partition has "
              + values.size()
              + " values.");
    }
    return values;
  }

  private ObjectNode requireTable(TableName table) {
    return tables
        .find(Documents.key(table.database(), table.table()))
        .orElseThrow(() -> AwsException.entityNotFound("Table " + table.table() + " not found."));
  }

  private static String key(TableName table, List<String> values) {
    return Documents.key(table.database(), table.table(), String.join(VALUE_SEPARATOR, values));
  }
}
