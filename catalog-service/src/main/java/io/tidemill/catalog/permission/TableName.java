package io.tidemill.catalog.permission;

/** A table or view of the Glue Data Catalog. */
public record TableName(String database, String table) implements Comparable<TableName> {

  @Override
  public int compareTo(TableName other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return database + "." + table;
  }
}
