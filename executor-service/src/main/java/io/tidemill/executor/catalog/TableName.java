package io.tidemill.executor.catalog;

import java.util.Locale;

/**
 * Name of a table in the Glue Data Catalog, which keeps names in lower case.
 *
 * @param database Glue database
 * @param name table or view
 */
public record TableName(String database, String name) {

  public TableName {
    database = database.toLowerCase(Locale.ROOT);
    name = name.toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return database + "." + name;
  }
}
