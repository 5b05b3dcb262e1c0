package io.tidemill.cli.warehouse;

import io.tidemill.dbt.artifact.CatalogTable.CatalogColumn;
import io.tidemill.dbt.artifact.CatalogTable.CatalogStatistic;
import io.tidemill.dbt.manifest.Manifest;
import io.tidemill.dbt.manifest.ManifestNode;
import io.tidemill.dbt.manifest.ManifestSource;
import io.tidemill.executor.catalog.Catalog;
import io.tidemill.executor.catalog.CatalogTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The entries of catalog.json, read from the Data Catalog with one question a schema. */
public final class CatalogTables {
  private final List<io.tidemill.dbt.artifact.CatalogTable> nodes = new ArrayList<>();
  private final List<io.tidemill.dbt.artifact.CatalogTable> sources = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();
  private final Map<String, Map<String, CatalogTable>> schemas = new LinkedHashMap<>();

  /** Reads what the catalog has of these nodes and sources; what it has not is left out. */
  public void read(Catalog catalog, Manifest manifest, Set<String> ids) {
    for (String id : ids) {
      ManifestNode node = manifest.nodes().get(id);
      ManifestSource source = manifest.sources().get(id);
      if (node != null && node.relationName() != null) {
        add(catalog, nodes, id, node.schema(), node.alias());
      } else if (source != null) {
        add(catalog, sources, id, source.schema(), source.identifier());
      }
    }
  }

  private void add(
      Catalog catalog,
      List<io.tidemill.dbt.artifact.CatalogTable> to,
      String id,
      String schema,
      String name) {
    CatalogTable table =
        schemas
            .computeIfAbsent(schema, unread -> tables(catalog, unread))
            .get(name.toLowerCase(Locale.ROOT));
    if (table != null) {
      to.add(entry(id, table));
    }
  }

  private Map<String, CatalogTable> tables(Catalog catalog, String schema) {
    Map<String, CatalogTable> tables = new LinkedHashMap<>();
    try {
      if (catalog.databaseExists(schema)) {
        catalog
            .tables(schema)
            .forEach(table -> tables.put(table.name().name().toLowerCase(Locale.ROOT), table));
      }
    } catch (RuntimeException e) {
      errors.add("Expected to read schema %s, but: %s".formatted(schema, e.getMessage()));
    }
    return tables;
  }

  private static io.tidemill.dbt.artifact.CatalogTable entry(String id, CatalogTable table) {
    List<CatalogColumn> columns = new ArrayList<>();
    table
        .columns()
        .forEach(
            column ->
                columns.add(new CatalogColumn(column.name(), column.type(), column.comment())));
    table
        .partitionKeys()
        .forEach(
            column ->
                columns.add(new CatalogColumn(column.name(), column.type(), column.comment())));
    return new io.tidemill.dbt.artifact.CatalogTable(
        id,
        table.isView() ? "view" : "table",
        null,
        table.name().database(),
        table.name().name(),
        table.description(),
        table.owner(),
        columns,
        statistics(table));
  }

  private static List<CatalogStatistic> statistics(CatalogTable table) {
    List<CatalogStatistic> statistics = new ArrayList<>();
    number(table, "totalSize", "spark.sql.statistics.totalSize")
        .ifPresent(
            bytes ->
                statistics.add(
                    new CatalogStatistic(
                        "bytes", "Approximate Size", bytes, "Size of the table in bytes")));
    number(table, "numRows", "spark.sql.statistics.numRows")
        .ifPresent(
            rows ->
                statistics.add(new CatalogStatistic("rows", "Row Count", rows, "Number of rows")));
    return statistics;
  }

  private static java.util.Optional<Long> number(CatalogTable table, String... keys) {
    for (String key : keys) {
      java.util.Optional<String> text = table.parameter(key).filter(t -> t.matches("\\d+"));
      if (text.isPresent()) {
        return text.map(Long::valueOf);
      }
    }
    return java.util.Optional.empty();
  }

  public List<io.tidemill.dbt.artifact.CatalogTable> nodes() {
    return List.copyOf(nodes);
  }

  public List<io.tidemill.dbt.artifact.CatalogTable> sources() {
    return List.copyOf(sources);
  }

  /** What could not be read. */
  public List<String> errors() {
    return List.copyOf(errors);
  }
}
