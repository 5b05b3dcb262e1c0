package io.tidemill.dbt.compile;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What Jinja may ask the catalog and the engine while a node is rendered.
 *
 * <p>Every method throws a runtime exception when the question could not be answered; "absent"
 * always means that it is known to be absent.
 */
public interface Warehouse {

  /** The table or view of this name, if there is one. */
  Optional<WarehouseRelation> relation(@Nullable String database, String schema, String identifier);

  /** The columns of a relation in their order, partition columns last. */
  List<WarehouseColumn> columns(WarehouseRelation relation);

  /** All tables and views of a schema; none when the schema does not exist. */
  List<WarehouseRelation> relations(String schema);

  /** Runs SQL; statements without a result give no columns and no rows. */
  QueryResult query(String sql);

  /** Whether a schema exists. */
  default boolean schemaExists(String schema) {
    return !relations(schema).isEmpty();
  }

  /** Creates a schema unless it exists. */
  default void createSchema(String schema) {
    query("create schema if not exists " + schema);
  }

  /** Drops a schema with everything in it, if it exists. */
  default void dropSchema(String schema) {
    query("drop schema if exists " + schema + " cascade");
  }

  /** Drops a relation, if it exists. */
  default void dropRelation(WarehouseRelation relation) {
    String kind = relation.type() == RelationType.VIEW ? "view" : "table";
    query("drop " + kind + " if exists " + relation.schema() + "." + relation.identifier());
  }

  /** A warehouse that knows nothing and runs nothing: for compiling without a connection. */
  static Warehouse none() {
    return NoWarehouse.INSTANCE;
  }
}
