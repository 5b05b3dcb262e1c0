package io.tidemill.executor.catalog;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A column as the catalog knows it.
 *
 * @param name its name
 * @param type its Hive type, e.g. {@code struct<a:int>}
 * @param comment its comment; null for none
 * @param parameters further properties, e.g. Iceberg's field id
 */
public record CatalogColumn(
    String name, String type, @Nullable String comment, Map<String, String> parameters) {

  public CatalogColumn {
    parameters = Map.copyOf(parameters);
  }

  public CatalogColumn(String name, String type, @Nullable String comment) {
    this(name, type, comment, Map.of());
  }

  /** The same column with another comment. */
  public CatalogColumn withComment(@Nullable String newComment) {
    return new CatalogColumn(name, type, newComment, parameters);
  }
}
