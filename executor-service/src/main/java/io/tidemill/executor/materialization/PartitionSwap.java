package io.tidemill.executor.materialization;

import io.tidemill.executor.catalog.Catalog;
import io.tidemill.executor.catalog.CatalogColumn;
import io.tidemill.executor.catalog.CatalogPartition;
import io.tidemill.executor.catalog.CatalogTable;
import io.tidemill.executor.catalog.TableName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Brings the partitions of a staging table into a table of plain files.
 *
 * <p>Partitions are entries of their own, and the catalog changes each for itself. A load of one
 * partition is one change anyway. For more of them the table as a whole moves to the staging
 * table's folder: what the load does not touch is copied there inside the lake, so that readers see
 * the old rows or the new ones. Where that would be too much to copy, the entries change one after
 * the other, and a reader in that moment may see one partition new and another old.
 */
final class PartitionSwap {
  private static final int MOST_FOLDERS = 50;
  private static final int MOST_FILES = 200;

  private final Catalog catalog;
  private final Lake lake;
  private final CatalogTable current;
  private final TableName staging;
  private final String folder;

  PartitionSwap(Catalog catalog, Lake lake, TableName target, TableName staging) {
    catalog.invalidate(target);
    catalog.invalidate(staging);
    this.catalog = catalog;
    this.lake = lake;
    this.current = catalog.table(target).orElseThrow();
    this.staging = staging;
    this.folder =
        FileAppend.folder(catalog.table(staging).flatMap(CatalogTable::location), staging);
  }

  /**
   * Publishes what the staging table has, which then is forgotten.
   *
   * @param adds whether rows are added to those of a partition rather than put in their place
   * @param emptied values of partitions that are removed if the staging table has nothing for them
   */
  void publish(boolean adds, Collection<List<String>> emptied, Map<String, String> properties) {
    List<CatalogPartition> known = catalog.partitions(current.name());
    List<CatalogPartition> built = catalog.partitions(staging);
    List<CatalogPartition> kept = new ArrayList<>();
    List<CatalogPartition> touched = new ArrayList<>();
    List<List<String>> gone = new ArrayList<>();
    for (CatalogPartition partition : known) {
      if (built.stream().anyMatch(p -> p.values().equals(partition.values()))) {
        touched.add(partition);
      } else if (emptied.contains(partition.values())) {
        gone.add(partition.values());
      } else {
        kept.add(partition);
      }
    }
    Optional<Map<String, String>> copies =
        built.size() + gone.size() > 1
            ? copies(kept, adds ? touched : List.of())
            : Optional.empty();
    TableSwap swap = new TableSwap(catalog);
    if (copies.isPresent()) {
      copies.get().forEach(lake::copy);
      List<CatalogPartition> entries = new ArrayList<>(built);
      kept.forEach(partition -> entries.add(moved(partition)));
      swap.replaceAllPartitionsOf(current.name(), staging, entries, properties);
    } else {
      List<CatalogPartition> entries = new ArrayList<>(adds ? joined(built, touched) : built);
      kept.stream().filter(this::isStale).map(this::settled).forEach(entries::add);
      swap.replacePartitionsOf(current.name(), staging, entries, gone, properties);
    }
  }

  /** Where each file goes that must be below the new folder; empty when they are too many. */
  private Optional<Map<String, String>> copies(
      List<CatalogPartition> kept, List<CatalogPartition> touched) {
    List<CatalogPartition> all = new ArrayList<>(kept);
    all.addAll(touched);
    if (all.size() > MOST_FOLDERS || all.stream().anyMatch(p -> path(p).isEmpty())) {
      return Optional.empty();
    }
    Map<String, String> copies = new LinkedHashMap<>();
    for (CatalogPartition partition : all) {
      String to = folder + "/" + path(partition).orElseThrow();
      String from = rows(partition);
      if (!from.equals(to)) {
        lake.files(from)
            .forEach(file -> copies.put(file, to + file.substring(file.lastIndexOf('/'))));
      }
      if (copies.size() > MOST_FILES) {
        return Optional.empty();
      }
    }
    return Optional.of(copies);
  }

  /** Entries to point elsewhere, one by one, once each has its old and its new rows together. */
  private List<CatalogPartition> joined(
      List<CatalogPartition> built, List<CatalogPartition> touched) {
    FileAppend append = new FileAppend(catalog, lake);
    List<CatalogPartition> joined = new ArrayList<>();
    for (CatalogPartition added : built) {
      Optional<CatalogPartition> there =
          touched.stream().filter(old -> old.values().equals(added.values())).findFirst();
      String to = FileAppend.folder(Optional.ofNullable(added.storage().location()), staging);
      if (there.isEmpty() || append.joins(rows(there.get()), to)) {
        joined.add(added);
      }
    }
    return joined;
  }

  private CatalogPartition moved(CatalogPartition partition) {
    String location = folder + "/" + path(partition).orElseThrow();
    return new CatalogPartition(
        partition.values(), partition.storage().withLocation(location), partition.parameters());
  }

  /**
   * Where the rows of a partition are. A move that was broken off leaves a table whose partitions
   * are found by folder, and entries that still say where they were.
   */
  private String rows(CatalogPartition partition) {
    return isStale(partition)
        ? table() + "/" + path(partition).orElseThrow()
        : FileAppend.folder(Optional.ofNullable(partition.storage().location()), current.name());
  }

  private boolean isStale(CatalogPartition partition) {
    String location = partition.storage().location();
    return !TableSwap.tracksPartitions(current)
        && path(partition).isPresent()
        && (location == null || !location.startsWith(table() + "/"));
  }

  private CatalogPartition settled(CatalogPartition partition) {
    return new CatalogPartition(
        partition.values(),
        partition.storage().withLocation(rows(partition)),
        partition.parameters());
  }

  private String table() {
    return FileAppend.folder(current.location(), current.name());
  }

  /** The folders of a partition below its table's, as in {@code dt=a/region=b}. */
  private Optional<String> path(CatalogPartition partition) {
    List<String> keys = current.partitionKeys().stream().map(CatalogColumn::name).toList();
    String location =
        FileAppend.folder(Optional.ofNullable(partition.storage().location()), current.name());
    List<String> segments = Arrays.asList(location.split("/"));
    if (segments.size() <= keys.size()) {
      return Optional.empty();
    }
    List<String> last = segments.subList(segments.size() - keys.size(), segments.size());
    for (int i = 0; i < keys.size(); i++) {
      String prefix = keys.get(i).toLowerCase(Locale.ROOT) + "=";
      if (!last.get(i).toLowerCase(Locale.ROOT).startsWith(prefix)) {
        return Optional.empty();
      }
    }
    return Optional.of(String.join("/", last));
  }
}
