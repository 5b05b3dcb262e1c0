package io.tidemill.executor.materialization;

import io.tidemill.executor.catalog.Catalog;
import io.tidemill.executor.catalog.CatalogPartition;
import io.tidemill.executor.catalog.CatalogTable;
import io.tidemill.executor.catalog.TableName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Removes the files of versions that no reader can still be using: all but the current one and the
 * one before, which queries that began before the swap still read.
 */
final class OldVersions {
  private final Catalog catalog;
  private final Lake lake;

  OldVersions(Catalog catalog, Lake lake) {
    this.catalog = catalog;
    this.lake = lake;
  }

  /** Where a table's rows are now: its own location and those of its partitions. */
  List<String> locations(TableName name) {
    List<String> locations = new ArrayList<>();
    catalog
        .table(name)
        .ifPresent(
            table -> {
              table.location().ifPresent(locations::add);
              if (TableSwap.tracksPartitions(table)) {
                catalog.partitions(name).stream()
                    .map(CatalogPartition::storage)
                    .map(storage -> storage.location())
                    .filter(location -> location != null)
                    .forEach(locations::add);
              }
            });
    return locations;
  }

  /**
   * Removes versions below the table's folder that neither {@code before} nor the table as it now
   * is refers to.
   */
  void removeUnused(CatalogTable table, Location location, List<String> before) {
    String base = location.base();
    if (base == null) {
      return;
    }
    Set<String> used = new HashSet<>(before);
    used.addAll(locations(table.name()));
    for (String folder : lake.folders(base)) {
      boolean referred =
          used.stream().anyMatch(uri -> uri.equals(folder) || uri.startsWith(folder + "/"));
      if (location.isOtherVersion(folder) && !referred) {
        lake.deleteFolder(folder);
      }
    }
  }
}
