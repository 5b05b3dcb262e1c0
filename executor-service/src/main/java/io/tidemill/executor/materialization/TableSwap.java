package io.tidemill.executor.materialization;

import io.tidemill.executor.catalog.Catalog;
import io.tidemill.executor.catalog.CatalogPartition;
import io.tidemill.executor.catalog.CatalogTable;
import io.tidemill.executor.catalog.TableName;
import io.tidemill.executor.error.ErrorCode;
import io.tidemill.executor.error.ExecutorException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Lets a table that was built under a name of its own take the place of another, in one change of
 * the catalog: readers see the old table or the new one, and permissions on the name survive.
 *
 * <p>Partitions are entries of their own and cannot change in that one step. So a table that is
 * always built as a whole is one whose partitions Spark finds by its folders, and the entries
 * follow for engines that read only them. A table that is loaded by partitions gets them in the
 * catalog as the last step, since from then on each partition has a folder of its own.
 *
 * <p>Every step may be repeated: after a loss the next attempt goes on where this one was.
 */
final class TableSwap {
  /** Spark's property of tables whose partitions are entries of the catalog. */
  private static final String PARTITION_PROVIDER = "spark.sql.partitionProvider";

  private static final int CONFLICT_TRIES = 3;

  private final Catalog catalog;

  TableSwap(Catalog catalog) {
    this.catalog = catalog;
  }

  /** Where Spark is to look for the partitions of a table. */
  enum Partitions {
    BY_FOLDER,
    IN_CATALOG
  }

  /**
   * Puts {@code staging} in the place of {@code target}, which may be absent, and forgets its
   * former name.
   *
   * @return the table as it now is
   */
  CatalogTable replace(TableName target, TableName staging, Partitions kept) {
    catalog.invalidate(staging);
    CatalogTable built =
        catalog
            .table(staging)
            .orElseThrow(
                () ->
                    new ExecutorException(
                        ErrorCode.INTERNAL,
                        "Expected the replacement of %s to be built as %s, but the catalog has no such table"
                            .formatted(target, staging)));
    List<CatalogPartition> partitions =
        tracksPartitions(built) ? catalog.partitions(staging) : List.of();
    List<CatalogPartition> stale =
        catalog.table(target).filter(table -> !table.partitionKeys().isEmpty()).isPresent()
            ? catalog.partitions(target)
            : List.of();
    if (tracksPartitions(built)) {
      put(target, withoutProvider(built));
      replacePartitions(target, stale, partitions);
      if (kept == Partitions.IN_CATALOG) {
        put(target, built);
      }
    } else {
      put(target, built);
      catalog.deletePartitions(target, values(stale));
    }
    catalog.deleteTable(staging);
    catalog.invalidate(target);
    return catalog.table(target).orElseThrow();
  }

  /**
   * Makes {@code entries} the partitions of {@code target}, all below the location of {@code
   * staging}, in one change that readers see as old or new: at once Spark finds them by their
   * folders, then the entries follow.
   */
  void replaceAllPartitionsOf(
      TableName target,
      TableName staging,
      List<CatalogPartition> entries,
      Map<String, String> properties) {
    String location = locationOf(staging);
    update(
        target,
        table -> withoutProvider(table.withStorage(table.storage().withLocation(location))));
    catalog.invalidate(target);
    replacePartitions(target, catalog.partitions(target), entries);
    Map<String, String> parameters = new HashMap<>(properties);
    parameters.put(PARTITION_PROVIDER, "catalog");
    update(target, table -> table.withParameters(parameters));
    forget(staging, target);
  }

  /**
   * Points partitions of {@code target} elsewhere, one by one; others stay.
   *
   * @param gone values of those that are removed
   */
  void replacePartitionsOf(
      TableName target,
      TableName staging,
      List<CatalogPartition> built,
      Collection<List<String>> gone,
      Map<String, String> properties) {
    Set<List<String>> known =
        catalog.partitions(target).stream()
            .map(CatalogPartition::values)
            .collect(Collectors.toSet());
    catalog.createPartitions(
        target, built.stream().filter(p -> !known.contains(p.values())).toList());
    catalog.updatePartitions(
        target, built.stream().filter(p -> known.contains(p.values())).toList());
    if (!gone.isEmpty()) {
      catalog.deletePartitions(target, gone);
    }
    Map<String, String> parameters = new HashMap<>(properties);
    parameters.put(PARTITION_PROVIDER, "catalog");
    update(target, table -> table.withParameters(parameters));
    forget(staging, target);
  }

  /** Gives {@code target} the files of {@code staging}; all else of it stays. */
  CatalogTable replaceFiles(TableName target, TableName staging, Map<String, String> properties) {
    String location = locationOf(staging);
    update(target, table -> moved(table, location, properties));
    return forget(staging, target);
  }

  /** The same, if the files of {@code target} still are in {@code from}. */
  CatalogTable replaceFiles(
      TableName target, TableName staging, String from, Map<String, String> properties) {
    String location = locationOf(staging);
    update(
        target,
        table -> {
          String found = table.location().orElse("");
          if (!found.equals(from) && !found.equals(from + "/")) {
            throw new ExecutorException(
                ErrorCode.COMMIT_CONFLICT,
                "Expected the rows of %s to be in %s, to which new ones were added, but someone moved them to %s"
                    .formatted(target, from, found));
          }
          return moved(table, location, properties);
        });
    return forget(staging, target);
  }

  /** Says of {@code target} that it holds what {@code staging} has; that is forgotten. */
  CatalogTable mark(TableName target, TableName staging, Map<String, String> properties) {
    update(target, table -> table.withParameters(properties));
    return forget(staging, target);
  }

  private String locationOf(TableName staging) {
    catalog.invalidate(staging);
    return catalog.table(staging).flatMap(CatalogTable::location).orElseThrow();
  }

  private static CatalogTable moved(
      CatalogTable table, String location, Map<String, String> properties) {
    return table.withStorage(table.storage().withLocation(location)).withParameters(properties);
  }

  private CatalogTable forget(TableName staging, TableName target) {
    catalog.deleteTable(staging);
    catalog.invalidate(target);
    return catalog.table(target).orElseThrow();
  }

  static boolean tracksPartitions(CatalogTable table) {
    return !table.partitionKeys().isEmpty() && table.parameter(PARTITION_PROVIDER).isPresent();
  }

  private void put(TableName target, CatalogTable built) {
    if (catalog.table(target).isEmpty()) {
      catalog.createTable(built.named(target));
    } else {
      update(target, table -> table.replacedBy(built));
    }
    catalog.invalidate(target);
  }

  // Another writer's change of the entry is overwritten: the table is replaced as a whole anyway.
  private void update(TableName target, UnaryOperator<CatalogTable> change) {
    for (int attempt = 1; ; attempt++) {
      CatalogTable current = catalog.table(target).orElseThrow();
      try {
        catalog.updateTable(change.apply(current));
        return;
      } catch (ExecutorException e) {
        if (e.code() != ErrorCode.COMMIT_CONFLICT || attempt == CONFLICT_TRIES) {
          throw e;
        }
        catalog.invalidate(target);
      }
    }
  }

  private void replacePartitions(
      TableName target, List<CatalogPartition> stale, List<CatalogPartition> fresh) {
    Map<List<String>, CatalogPartition> old = new HashMap<>();
    stale.forEach(partition -> old.put(partition.values(), partition));
    Set<List<String>> kept =
        fresh.stream().map(CatalogPartition::values).collect(Collectors.toSet());
    catalog.deletePartitions(
        target, old.keySet().stream().filter(values -> !kept.contains(values)).toList());
    catalog.updatePartitions(
        target, fresh.stream().filter(p -> old.containsKey(p.values())).toList());
    catalog.createPartitions(
        target, fresh.stream().filter(p -> !old.containsKey(p.values())).toList());
  }

  private static CatalogTable withoutProvider(CatalogTable table) {
    Map<String, String> parameters = new HashMap<>(table.parameters());
    parameters.remove(PARTITION_PROVIDER);
    return new CatalogTable(
        table.name(),
        table.type(),
        table.description(),
        table.owner(),
        table.storage(),
        table.partitionKeys(),
        parameters,
        table.viewOriginalText(),
        table.viewExpandedText(),
        table.versionId());
  }

  private static List<List<String>> values(List<CatalogPartition> partitions) {
    return partitions.stream().map(CatalogPartition::values).toList();
  }
}
