package io.tidemill.glue.catalog;

import io.tidemill.glue.aws.Json;

/** A table's place in the catalog, in lower case as Glue keeps it. */
public record TableName(String database, String table) {
  public TableName {
    database = Json.lower(database);
    table = Json.lower(table);
  }

  @Override
  public String toString() {
    return database + "." + table;
  }
}
