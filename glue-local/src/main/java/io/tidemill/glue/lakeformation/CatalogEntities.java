package io.tidemill.glue.lakeformation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemill.glue.aws.Json;
import io.tidemill.glue.catalog.Databases;
import io.tidemill.glue.catalog.TableName;
import io.tidemill.glue.catalog.Tables;
import java.util.ArrayList;
import java.util.List;

/** What Lake Formation must know of the Glue catalog: which entities exist, and their columns. */
final class CatalogEntities {
  private final Databases databases;
  private final Tables tables;

  CatalogEntities(Databases databases, Tables tables) {
    this.databases = databases;
    this.tables = tables;
  }

  void requireFor(LfResource resource) {
    resource.database().ifPresent(databases::require);
    resource.table().ifPresent(tables::require);
  }

  boolean isView(LfResource resource) {
    return resource.table().flatMap(tables::find).filter(CatalogEntities::isView).isPresent();
  }

  ObjectNode requireTable(TableName name) {
    return tables.require(name);
  }

  ObjectNode requireDatabase(String name) {
    return databases.require(name);
  }

  static boolean isView(ObjectNode table) {
    return table.path("TableType").asText().equals("VIRTUAL_VIEW");
  }

  static List<String> columns(ObjectNode table) {
    List<String> columns = new ArrayList<>();
    table
        .path("StorageDescriptor")
        .path("Columns")
        .forEach(c -> columns.add(Json.lower(c.path("Name").asText())));
    table.path("PartitionKeys").forEach(c -> columns.add(Json.lower(c.path("Name").asText())));
    return columns;
  }
}
