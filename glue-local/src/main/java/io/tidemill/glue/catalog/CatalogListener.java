package io.tidemill.glue.catalog;

/**
 * Told inside the transaction when catalog entities end, because what is attached to them ends too.
 */
public interface CatalogListener {
  void databaseDeleted(String database);

  void tableDeleted(TableName table);
}
