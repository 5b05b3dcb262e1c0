package io.tidemill.executor.project;

import io.tidemill.executor.catalog.CatalogColumn;
import io.tidemill.executor.catalog.CatalogTable;
import java.util.List;

/** What the catalog's columns of a table are worth, by what its format leaves there. */
public final class TableColumns {
  private static final String ICEBERG_CURRENT = "iceberg.field.current";

  private TableColumns() {}

  /**
   * Whether the catalog has the table's columns. Spark leaves a placeholder for Delta, whose log
   * has them.
   */
  public static boolean known(CatalogTable table) {
    List<CatalogColumn> columns = table.columns();
    boolean placeholder =
        columns.size() == 1
            && columns.get(0).name().equals("col")
            && columns.get(0).type().equals("array<string>");
    return !columns.isEmpty() && !placeholder;
  }

  /**
   * Columns that the table has now, partition keys left out; Iceberg leaves dropped ones in the
   * catalog, marked.
   */
  public static List<CatalogColumn> current(CatalogTable table) {
    return table.storage().columns().stream()
        .filter(column -> !"false".equals(column.parameters().get(ICEBERG_CURRENT)))
        .toList();
  }
}
