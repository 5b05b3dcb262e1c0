package io.tidemill.executor.materialization;

import io.tidemill.dbt.manifest.Manifest;
import io.tidemill.dbt.manifest.ManifestNode;
import io.tidemill.executor.catalog.Catalog;
import io.tidemill.executor.catalog.TableName;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Tells which tables are Iceberg's: by the project for a node's parents, so that no call is spent
 * on them, and by the catalog for all else.
 */
final class IcebergTables implements Predicate<TableName> {
  private final Map<TableName, ManifestNode> parents;
  private final Catalog catalog;

  IcebergTables(Manifest manifest, ManifestNode node, Catalog catalog) {
    this.catalog = catalog;
    this.parents =
        node.dependsOn().stream()
            .map(manifest::node)
            .flatMap(Optional::stream)
            .collect(
                Collectors.toMap(
                    parent -> new TableName(parent.schema(), parent.alias()),
                    parent -> parent,
                    (one, other) -> one));
  }

  @Override
  public boolean test(TableName name) {
    ManifestNode parent = parents.get(name);
    return parent == null ? found(name) : byConfig(parent, name);
  }

  private boolean byConfig(ManifestNode parent, TableName name) {
    String format = parent.config().text("file_format");
    return switch (parent.config().materialized()) {
      case "view" -> false;
      case "table", "incremental", "snapshot" -> format != null && isIceberg(format);
      // The profile has a word in a seed's format, a project in what its own materializations make.
      default -> found(name);
    };
  }

  private static boolean isIceberg(String format) {
    return FileFormat.of(format).kind() == FileFormat.Kind.ICEBERG;
  }

  private boolean found(TableName name) {
    return catalog
        .table(name)
        .flatMap(table -> table.format())
        .map(found -> found.toLowerCase(Locale.ROOT).equals("iceberg"))
        .orElse(false);
  }
}
