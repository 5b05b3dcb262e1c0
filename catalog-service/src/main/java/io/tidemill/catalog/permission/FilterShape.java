package io.tidemill.catalog.permission;

import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lakeformation.model.AllRowsWildcard;
import software.amazon.awssdk.services.lakeformation.model.ColumnWildcard;
import software.amazon.awssdk.services.lakeformation.model.DataCellsFilter;
import software.amazon.awssdk.services.lakeformation.model.RowFilter;

/** A data cells filter in Lake Formation's words and in ours. */
final class FilterShape {
  private FilterShape() {}

  static DataCellsFilter of(TableName table, Atom.Filter filter, @Nullable String version) {
    DataCellsFilter.Builder shape =
        DataCellsFilter.builder()
            .databaseName(table.database())
            .tableName(table.table())
            .name(filter.name())
            .rowFilter(rows(filter));
    if (filter.columns().isEmpty()) {
      shape.columnWildcard(w -> w.excludedColumnNames(filter.excludedColumns()));
    } else {
      shape.columnNames(filter.columns());
    }
    if (version != null) {
      shape.versionId(version);
    }
    return shape.build();
  }

  static Atom.Filter read(DataCellsFilter shape) {
    RowFilter rows = shape.rowFilter();
    ColumnWildcard wildcard = shape.columnWildcard();
    return new Atom.Filter(
        shape.name(),
        rows == null || rows.filterExpression() == null ? "" : rows.filterExpression(),
        shape.columnNames(),
        wildcard == null ? List.of() : wildcard.excludedColumnNames());
  }

  private static RowFilter rows(Atom.Filter filter) {
    RowFilter.Builder rows = RowFilter.builder();
    return filter.rows().isEmpty()
        ? rows.allRowsWildcard(AllRowsWildcard.builder().build()).build()
        : rows.filterExpression(filter.rows()).build();
  }
}
