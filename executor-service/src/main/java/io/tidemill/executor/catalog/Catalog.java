package io.tidemill.executor.catalog;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The Glue Data Catalog, seen by one run: answers are kept for the run and forgotten by its own
 * writes.
 *
 * <p>"Absent" is only said when the catalog said so. Every other failed answer is thrown as an
 * {@link io.tidemill.executor.error.ExecutorException} with the request id, after the retries that
 * are declared for it.
 */
public interface Catalog {

  /** The table or view; empty when the catalog says there is none. */
  Optional<CatalogTable> table(TableName name);

  /** All tables and views of a database; empty also when the database does not exist. */
  List<CatalogTable> tables(String database);

  /** Whether the database exists. */
  boolean databaseExists(String database);

  /**
   * Creates the database unless it exists; {@code location} is where its tables go by default, null
   * for none.
   */
  void createDatabase(String database, @Nullable String location);

  /** Creates a table; fails with {@code COMMIT_CONFLICT} if one of that name exists. */
  void createTable(CatalogTable table);

  /**
   * Writes the table over the one of its name, in one step that readers see as old or new. Based on
   * {@link CatalogTable#versionId()}: fails with {@code COMMIT_CONFLICT} when someone changed the
   * table since it was read.
   */
  void updateTable(CatalogTable table);

  /** Removes the table's entry, not its files. Returns false when there was none. */
  boolean deleteTable(TableName name);

  /** Partitions in the catalog; empty for tables that keep theirs elsewhere. Never cached. */
  List<CatalogPartition> partitions(TableName table);

  /** Adds partitions; ones that exist are left as they are. */
  void createPartitions(TableName table, Collection<CatalogPartition> partitions);

  /** Points existing partitions elsewhere. */
  void updatePartitions(TableName table, Collection<CatalogPartition> partitions);

  /** Removes partitions' entries by their values; absent ones are no error. */
  void deletePartitions(TableName table, Collection<List<String>> values);

  /** Forgets what is known of a table, because a statement has changed it. */
  void invalidate(TableName name);

  /** Forgets everything, because a statement may have changed anything. */
  void invalidateAll();
}
