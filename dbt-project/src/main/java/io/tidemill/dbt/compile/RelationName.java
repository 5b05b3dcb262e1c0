package io.tidemill.dbt.compile;

import org.jspecify.annotations.Nullable;

/** Where a node's data goes: what {@code this} prints. */
public record RelationName(@Nullable String database, String schema, String identifier) {

  /** {@code schema.identifier}, as dbt prints relations for Glue. */
  @Override
  public String toString() {
    return schema + "." + identifier;
  }
}
