package io.tidemill.dbt.compile;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Nothing exists, and queries are refused. */
enum NoWarehouse implements Warehouse {
  INSTANCE;

  @Override
  public Optional<WarehouseRelation> relation(
      @Nullable String database, String schema, String identifier) {
    return Optional.empty();
  }

  @Override
  public List<WarehouseColumn> columns(WarehouseRelation relation) {
    return List.of();
  }

  @Override
  public List<WarehouseRelation> relations(String schema) {
    return List.of();
  }

  @Override
  public QueryResult query(String sql) {
    throw new IllegalStateException(
        "Expected to compile without a connection, but a query is needed: " + sql.strip());
  }
}
