package io.tidemill.dbt.compile;

import java.util.List;

/**
 * The rows of a query.
 *
 * @param rows values in column order: strings, numbers, booleans, java.time values, byte arrays,
 *     lists, maps, null
 */
public record QueryResult(List<WarehouseColumn> columns, List<List<Object>> rows) {

  public QueryResult {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /** The result of a statement that has none. */
  public static QueryResult empty() {
    return new QueryResult(List.of(), List.of());
  }
}
