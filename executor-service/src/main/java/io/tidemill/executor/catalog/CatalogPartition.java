package io.tidemill.executor.catalog;

import java.util.List;
import java.util.Map;

/**
 * A partition of a table that keeps its partitions in the catalog.
 *
 * @param values values of the partition keys, in their order
 * @param storage where its rows are
 * @param parameters its properties
 */
public record CatalogPartition(
    List<String> values, Storage storage, Map<String, String> parameters) {

  public CatalogPartition {
    values = List.copyOf(values);
    parameters = Map.copyOf(parameters);
  }
}
