package io.tidemill.executor.materialization;

import io.tidemill.dbt.manifest.Manifest;
import io.tidemill.dbt.manifest.ManifestNode;
import io.tidemill.executor.catalog.Catalog;
import io.tidemill.executor.catalog.TableName;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Tells which tables are Iceberg's: by the project for a node's parents, so that no call is spent
 * on them, and by the catalog for all else.
 */
final class IcebergTables implements Predicate<TableName> {
  private static final Set<String> TABLES = Set.of("table", "incremental", "seed", "snapshot");

  private final Map<TableName, ManifestNode> parents;
  private final Catalog catalog;

  IcebergTables(Manifest manifest, ManifestNode node, Catalog catalog) {
    this.catalog = catalog;
    this.parents =
        node.dependsOn().stream()
            .map(manifest::node)
            .flatMap(Optional::stream)
            .filter(parent -> TABLES.contains(parent.config().materialized()))
            .collect(
                Collectors.toMap(
                    parent -> new TableName(parent.schema(), parent.alias()),
                    parent -> parent,
                    (one, other) -> one));
  }

  @Override
  public boolean test(TableName name) {
    ManifestNode parent = parents.get(name);
    String format = parent == null ? null : parent.config().text("file_format");
    if (format != null) {
      return FileFormat.of(format).kind() == FileFormat.Kind.ICEBERG;
    }
    return catalog
        .table(name)
        .flatMap(table -> table.format())
        .map(found -> found.toLowerCase(Locale.ROOT).equals("iceberg"))
        .orElse(false);
  }
}
