package io.tidemill.executor.materialization;

import io.tidemill.executor.catalog.CatalogTable;
import io.tidemill.executor.catalog.TableName;
import io.tidemill.executor.statement.ResultColumn;
import io.tidemill.executor.statement.SqlStep;
import io.tidemill.executor.statement.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A view. Spark replaces one by dropping it first, which a reader could see and which loses
 * permissions; so an existing view is altered, and anything else is replaced in the catalog by a
 * view that was made under another name.
 */
final class ViewMaterialization {

  MaterializationResult build(NodeBuild build) {
    ColumnDocs docs = new ColumnDocs(build.node(), build.options());
    String query = Contract.enforce(build, build.query(), List.of());
    String columns = docs.anyForColumns() ? columns(build, docs, query) : "";
    Optional<CatalogTable> existing = build.existing();
    boolean users = new UserSql(build).createView(build.name(), query).isPresent();
    if (existing.isEmpty()) {
      create(build, build.name(), head(docs, columns), query, build.postHooks());
    } else if (existing.get().isView()
        && docs.relationComment() == null
        && columns.isEmpty()
        && !users) {
      List<Step> steps = new ArrayList<>(build.preHooks());
      steps.add(
          SqlStep.run(
              TableBuild.MAIN,
              "alter view %s as %s"
                  .formatted(build.names().sessionCatalog(build.name()), SqlText.query(query))));
      steps.addAll(build.postHooks());
      build.write("replace view", steps, Map.of());
    } else {
      create(build, build.staging(), head(docs, columns), query, List.of());
      new TableSwap(build.catalog())
          .replace(build.name(), build.staging(), TableSwap.Partitions.BY_FOLDER);
      if (!build.postHooks().isEmpty()) {
        build.write("post-hooks", build.postHooks(), Map.of());
      }
    }
    build.catalog().invalidate(build.name());
    return MaterializationResult.built(build.catalog().table(build.name()).orElseThrow(), null);
  }

  private static void create(
      NodeBuild build, TableName name, String head, String query, List<SqlStep> after) {
    String sql =
        new UserSql(build)
            .createView(name, query)
            .orElseGet(
                () ->
                    "create or replace view %s%s as %s"
                        .formatted(build.names().sessionCatalog(name), head, SqlText.query(query)));
    List<Step> steps = new ArrayList<>(build.preHooks());
    steps.add(SqlStep.run(TableBuild.MAIN, sql));
    steps.addAll(after);
    build.write("create view", steps, Map.of());
  }

  private static String head(ColumnDocs docs, String columns) {
    @Nullable String comment = docs.relationComment();
    return columns + (comment == null ? "" : " comment " + SqlText.literal(comment));
  }

  /** A view's columns can be commented only where it is made, and then all must be named. */
  private static String columns(NodeBuild build, ColumnDocs docs, String query) {
    List<ResultColumn> columns =
        Columns.described(
            build
                .read(
                    "describe view",
                    List.of(SqlStep.query("columns", "describe query " + SqlText.query(query))))
                .step("columns"));
    return columns.stream()
        .map(
            column ->
                SqlText.quoted(column.name())
                    + docs.of(column.name())
                        .map(text -> " comment " + SqlText.literal(text))
                        .orElse(""))
        .collect(Collectors.joining(", ", " (", ")"));
  }
}
