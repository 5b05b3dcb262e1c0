package io.tidemill.catalog.permission;

import java.util.Locale;

/** A table or view of the Glue Data Catalog, which keeps names in lower case. */
public record TableName(String database, String table) implements Comparable<TableName> {

  public TableName {
    database = database.toLowerCase(Locale.ROOT);
    table = table.toLowerCase(Locale.ROOT);
  }

  @Override
  public int compareTo(TableName other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return database + "." + table;
  }
}
