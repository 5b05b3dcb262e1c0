package io.tidemill.dbt.compile;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table or view that exists.
 *
 * @param database catalog, null for the Glue Data Catalog of the account
 * @param schema Glue database
 * @param identifier table name
 * @param type table or view
 * @param format {@code iceberg}, {@code delta}, {@code hudi}, {@code parquet}, ..., null for views
 *     and when unknown
 * @param location where its files are, null for views and when unknown
 * @param properties table parameters of the catalog
 */
public record WarehouseRelation(
    @Nullable String database,
    String schema,
    String identifier,
    RelationType type,
    @Nullable String format,
    @Nullable String location,
    Map<String, String> properties) {

  public WarehouseRelation {
    properties = Map.copyOf(properties);
  }

  public RelationName name() {
    return new RelationName(database, schema, identifier);
  }
}
