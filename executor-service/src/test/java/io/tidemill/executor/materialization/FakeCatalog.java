package io.tidemill.executor.materialization;

import io.tidemill.executor.catalog.Catalog;
import io.tidemill.executor.catalog.CatalogColumn;
import io.tidemill.executor.catalog.CatalogPartition;
import io.tidemill.executor.catalog.CatalogTable;
import io.tidemill.executor.catalog.Storage;
import io.tidemill.executor.catalog.TableName;
import io.tidemill.executor.error.ErrorCode;
import io.tidemill.executor.error.ExecutorException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A catalog in memory that writes down every change. */
class FakeCatalog implements Catalog {
  private final Map<TableName, CatalogTable> tables = new LinkedHashMap<>();
  private final Map<TableName, Map<List<String>, CatalogPartition>> partitions =
      new LinkedHashMap<>();
  private final List<String> log;
  private int version;
  private int conflicts;

  FakeCatalog(List<String> log) {
    this.log = log;
  }

  /** A table of that format, with columns as {@code name type}; those after "|" are partitions. */
  static CatalogTable table(String name, String format, String location, String... columns) {
    List<String> all = Arrays.asList(columns);
    int bar = all.indexOf("|");
    List<String> data = bar < 0 ? all : all.subList(0, bar);
    List<String> keys = bar < 0 ? List.of() : all.subList(bar + 1, all.size());
    Map<String, String> parameters = new LinkedHashMap<>();
    if (format.equals("iceberg")) {
      parameters.put("table_type", "ICEBERG");
    } else {
      parameters.put("spark.sql.sources.provider", format);
      if (!keys.isEmpty()) {
        parameters.put("spark.sql.partitionProvider", "catalog");
      }
    }
    return new CatalogTable(
        tableName(name),
        "EXTERNAL_TABLE",
        null,
        null,
        storage(location, columns(data)),
        columns(keys),
        parameters,
        null,
        null,
        "1");
  }

  static CatalogTable view(String name) {
    return new CatalogTable(
        tableName(name),
        "VIRTUAL_VIEW",
        null,
        null,
        storage(null, List.of()),
        List.of(),
        Map.of(),
        "select 1",
        "select 1",
        "1");
  }

  static CatalogPartition partition(String location, String... values) {
    return new CatalogPartition(List.of(values), storage(location, List.of()), Map.of());
  }

  private static TableName tableName(String name) {
    String[] parts = name.split("\\.");
    return new TableName(parts[0], parts[1]);
  }

  private static Storage storage(String location, List<CatalogColumn> columns) {
    return new Storage(location, columns, null, null, null, Map.of(), List.of(), 0, Map.of());
  }

  private static List<CatalogColumn> columns(List<String> columns) {
    return columns.stream()
        .map(column -> column.split(" "))
        .map(parts -> new CatalogColumn(parts[0], parts[1], null))
        .toList();
  }

  FakeCatalog with(CatalogTable table, CatalogPartition... entries) {
    tables.put(table.name(), table);
    partitions.put(table.name(), new LinkedHashMap<>());
    for (CatalogPartition entry : entries) {
      partitions.get(table.name()).put(entry.values(), entry);
    }
    return this;
  }

  /** The next updates of a table find that someone else was quicker. */
  void conflict(int times) {
    conflicts = times;
  }

  @Override
  public Optional<CatalogTable> table(TableName name) {
    return Optional.ofNullable(tables.get(name));
  }

  @Override
  public List<CatalogTable> tables(String database) {
    return tables.values().stream().filter(t -> t.name().database().equals(database)).toList();
  }

  @Override
  public boolean databaseExists(String database) {
    return true;
  }

  @Override
  public void createDatabase(String database, String location) {
    log.add("CreateDatabase " + database);
  }

  @Override
  public void createTable(CatalogTable table) {
    log.add("CreateTable " + describe(table));
    with(versioned(table));
  }

  @Override
  public void updateTable(CatalogTable table) {
    if (conflicts > 0) {
      conflicts--;
      throw new ExecutorException(ErrorCode.COMMIT_CONFLICT, "someone was quicker");
    }
    log.add("UpdateTable " + describe(table));
    tables.put(table.name(), versioned(table));
  }

  @Override
  public boolean deleteTable(TableName name) {
    log.add("DeleteTable " + name);
    partitions.remove(name);
    return tables.remove(name) != null;
  }

  @Override
  public List<CatalogPartition> partitions(TableName table) {
    return List.copyOf(partitions.getOrDefault(table, Map.of()).values());
  }

  @Override
  public void createPartitions(TableName table, Collection<CatalogPartition> entries) {
    put("CreatePartitions", table, entries);
  }

  @Override
  public void updatePartitions(TableName table, Collection<CatalogPartition> entries) {
    put("UpdatePartitions", table, entries);
  }

  @Override
  public void deletePartitions(TableName table, Collection<List<String>> values) {
    if (!values.isEmpty()) {
      log.add("DeletePartitions " + table + " " + values);
      values.forEach(partitions.get(table)::remove);
    }
  }

  @Override
  public void invalidate(TableName name) {}

  @Override
  public void invalidateAll() {}

  private void put(String action, TableName table, Collection<CatalogPartition> entries) {
    if (entries.isEmpty()) {
      return;
    }
    List<String> texts = new ArrayList<>();
    for (CatalogPartition entry : entries) {
      partitions.get(table).put(entry.values(), entry);
      texts.add(entry.values() + " at " + entry.storage().location());
    }
    log.add(action + " " + table + " " + texts);
  }

  private CatalogTable versioned(CatalogTable table) {
    version++;
    return new CatalogTable(
        table.name(),
        table.type(),
        table.description(),
        table.owner(),
        table.storage(),
        table.partitionKeys(),
        table.parameters(),
        table.viewOriginalText(),
        table.viewExpandedText(),
        String.valueOf(version));
  }

  private static String describe(CatalogTable table) {
    return "%s %s at %s%s"
        .formatted(
            table.name(),
            table.isView() ? "view" : table.format().orElse("?"),
            table.location().orElse("-"),
            table.partitionKeys().isEmpty()
                ? ""
                : TableSwap.tracksPartitions(table)
                    ? ", partitions in the catalog"
                    : ", partitions by folder");
  }
}
