package io.tidemill.executor.materialization;

import io.tidemill.executor.catalog.Catalog;
import io.tidemill.executor.catalog.CatalogTable;
import io.tidemill.executor.catalog.TableName;
import io.tidemill.executor.error.ErrorCode;
import io.tidemill.executor.error.ExecutorException;
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

  /** Adds the rows of {@code staging}, which then is forgotten; for tables without partitions. */
  void publish(TableName target, TableName staging, Map<String, String> properties) {
    catalog.invalidate(target);
    catalog.invalidate(staging);
    String rows = folder(catalog.table(target).flatMap(CatalogTable::location), target);
    String added = folder(catalog.table(staging).flatMap(CatalogTable::location), staging);
    TableSwap swap = new TableSwap(catalog);
    if (joins(rows, added)) {
      swap.replaceFiles(target, staging, rows, properties);
    } else {
      swap.mark(target, staging, properties);
    }
  }

  /**
   * Brings the files of two folders together.
   *
   * @return true when they are in {@code added}, false when they are in {@code rows}
   */
  boolean joins(String rows, String added) {
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

  /** A location without a slash at its end. */
  static String folder(Optional<String> location, TableName table) {
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
