package io.tidemill.glue.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Told inside the transaction when catalog entities begin and end, because what is attached to them
 * does so too.
 */
public interface CatalogListener {
  void databaseCreated(ObjectNode database);

  void tableCreated(ObjectNode database, TableName table);

  void databaseDeleted(String database);

  void tableDeleted(TableName table);
}
