package io.tidemill.executor.materialization;

import io.tidemill.dbt.manifest.ManifestColumn;
import io.tidemill.dbt.manifest.ManifestNode;
import io.tidemill.executor.catalog.CatalogTable;
import io.tidemill.executor.statement.SqlStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The node's descriptions on their way into the catalog.
 *
 * @param node the node
 * @param options its config, which says what is persisted
 */
record ColumnDocs(ManifestNode node, ModelOptions options) {

  /** Comment of the relation; null when none is to be written. */
  @Nullable String relationComment() {
    return options.persistsRelationDocs() && !node.description().isEmpty()
        ? node.description()
        : null;
  }

  /** The step that gives an existing table the comment it should have; none when it has it. */
  List<SqlStep> relationSteps(String table, CatalogTable current) {
    @Nullable String wanted = relationComment();
    boolean there =
        current.parameter("comment").filter(comment -> comment.equals(wanted)).isPresent()
            || wanted != null && wanted.equals(current.description());
    return wanted == null || there
        ? List.of()
        : List.of(
            SqlStep.run(
                    "comment",
                    "comment on table %s is %s".formatted(table, SqlText.literal(wanted)))
                .ignoringErrors());
  }

  /** Whether columns have descriptions to be written. */
  boolean anyForColumns() {
    return options.persistsColumnDocs()
        && node.columns().values().stream().anyMatch(column -> !column.description().isEmpty());
  }

  /**
   * Steps that comment the columns of a table. One that describes a column the table has not is no
   * reason to fail the model, as in dbt.
   */
  List<SqlStep> columnSteps(String table, Optional<CatalogTable> current) {
    List<SqlStep> steps = new ArrayList<>();
    if (!options.persistsColumnDocs()) {
      return steps;
    }
    for (ManifestColumn column : node.columns().values()) {
      boolean changed =
          current
              .flatMap(now -> Columns.comment(now, column.name()))
              .map(comment -> !comment.equals(column.description()))
              .orElse(true);
      if (!column.description().isEmpty() && changed) {
        steps.add(
            SqlStep.run(
                    "comment_" + (steps.size() + 1),
                    "alter table %s alter column %s comment %s"
                        .formatted(
                            table,
                            SqlText.quoted(column.name()),
                            SqlText.literal(column.description())))
                .ignoringErrors());
      }
    }
    return steps;
  }

  /** Description of a column, whatever the case of its name; empty when it has none. */
  Optional<String> of(String column) {
    return node.columns().values().stream()
        .filter(described -> described.name().equalsIgnoreCase(column))
        .map(ManifestColumn::description)
        .filter(description -> !description.isEmpty())
        .findFirst();
  }
}
