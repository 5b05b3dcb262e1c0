package io.tidemill.executor.materialization;

import io.tidemill.executor.catalog.Catalog;
import io.tidemill.executor.catalog.CatalogPartition;
import io.tidemill.executor.catalog.CatalogTable;
import io.tidemill.executor.catalog.TableName;
import io.tidemill.executor.error.ErrorCode;
import io.tidemill.executor.error.ExecutorException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Adds the rows of a staging table to a table of plain files, once however often it is tried.
 *
 * <p>The files that the table, or a partition of it, has are copied inside the lake to where the
 * new ones are, and then the catalog is pointed there: readers see the old rows or all of them, and
 * the same change of the entry says whose rows it holds. A folder with too many files to copy
 * receives the new ones instead, each under its own name: what is copied twice is there once, but a
 * reader may see some of them before the others.
 */
final class FileAppend {
  /** More files than that are not copied for the sake of one append. */
  private static final int MOST_COPIED = 500;

  private final Catalog catalog;
  private final Lake lake;

  FileAppend(Catalog catalog, Lake lake) {
    this.catalog = catalog;
    this.lake = lake;
  }

  /** Adds the rows of {@code staging}, which then is forgotten. */
  void publish(TableName target, TableName staging, Map<String, String> properties) {
    catalog.invalidate(target);
    catalog.invalidate(staging);
    CatalogTable current = catalog.table(target).orElseThrow();
    TableSwap swap = new TableSwap(catalog);
    if (!current.partitionKeys().isEmpty()) {
      swap.replaceSomePartitionsOf(target, staging, joined(target, staging), properties);
      return;
    }
    String rows = location(current.location(), target);
    String added = location(catalog.table(staging).flatMap(CatalogTable::location), staging);
    if (joins(rows, added)) {
      swap.replaceFiles(target, staging, rows, properties);
    } else {
      swap.mark(target, staging, properties);
    }
  }

  /** Partitions that are to be pointed elsewhere: those whose rows are now all in one folder. */
  private List<CatalogPartition> joined(TableName target, TableName staging) {
    List<CatalogPartition> known = catalog.partitions(target);
    List<CatalogPartition> joined = new ArrayList<>();
    for (CatalogPartition added : catalog.partitions(staging)) {
      Optional<CatalogPartition> there =
          known.stream().filter(old -> old.values().equals(added.values())).findFirst();
      if (there.isEmpty()
          || joins(
              location(Optional.ofNullable(there.get().storage().location()), target),
              location(Optional.ofNullable(added.storage().location()), staging))) {
        joined.add(added);
      }
    }
    return joined;
  }

  /**
   * Brings the files of two folders together.
   *
   * @return true when they are in {@code added}, false when they are in {@code rows}
   */
  private boolean joins(String rows, String added) {
    if (rows.equals(added)) {
      return true;
    }
    List<String> files = lake.files(rows);
    boolean few = files.size() <= MOST_COPIED;
    for (String file : few ? files : lake.files(added)) {
      lake.copy(file, (few ? added : rows) + file.substring(file.lastIndexOf('/')));
    }
    return few;
  }

  private static String location(Optional<String> location, TableName table) {
    return location
        .map(uri -> uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri)
        .orElseThrow(
            () ->
                new ExecutorException(
                    ErrorCode.CONFIGURATION,
                    "Expected the catalog to say where the rows of %s are, but it has no location for them. Run the model with --full-refresh"
                        .formatted(table)));
  }
}
