package io.tidemill.executor.materialization;

import io.tidemill.dbt.context.Column;
import io.tidemill.dbt.context.Relation;
import io.tidemill.executor.catalog.TableName;
import io.tidemill.executor.statement.ResultColumn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * SQL that the user's macros write in place of ours: strategies of their own, and dbt's macros that
 * they override. What they mean stays theirs; where it runs and what becomes of it is ours.
 */
final class UserSql {
  private static final List<String> CREATE_TABLE = dispatched("create_table_as");

  /** Macros that dbt's own strategies call. */
  private static final Map<String, String> BENEATH =
      Map.of(
          "append", "get_insert_into_sql",
          "insert_overwrite", "get_insert_overwrite_sql",
          "merge", "get_merge_sql",
          "delete+insert", "get_delete_insert_merge_sql");

  private final NodeBuild build;

  UserSql(NodeBuild build) {
    this.build = build;
  }

  /** Whether the user brings the strategy of that name, or a macro that dbt's would call. */
  boolean hasStrategy(String strategy) {
    List<String> macros = new ArrayList<>(dispatched(strategyMacro(strategy)));
    if (BENEATH.containsKey(strategy)) {
      macros.addAll(dispatched(BENEATH.get(strategy)));
    }
    return build.macros().firstOf(macros).isPresent();
  }

  /** The statements of the strategy, in order. */
  List<String> strategy(
      String strategy, FileFormat format, String view, List<ResultColumn> columns) {
    Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
    arguments.put("target_relation", relation(build.name(), format));
    arguments.put("temp_relation", Relation.of(null, null, view));
    List<String> keys = build.options().uniqueKey();
    arguments.put("unique_key", keys.size() == 1 ? keys.get(0) : keys.isEmpty() ? null : keys);
    arguments.put(
        "dest_columns",
        columns.stream().map(column -> new Column(column.name(), column.type())).toList());
    List<String> predicates = build.options().incrementalPredicates();
    arguments.put("incremental_predicates", predicates.isEmpty() ? null : predicates);
    String macro = strategyMacro(strategy);
    String sql =
        build
            .macros()
            .call(build.macros().firstOf(dispatched(macro)).orElse(macro), List.of(arguments));
    return SqlText.statements(sql).stream().map(build::qualified).toList();
  }

  /** Whether the user brings {@code create table as}. */
  boolean createsTables() {
    return build.macros().firstOf(CREATE_TABLE).isPresent();
  }

  /** The user's {@code create table as}; empty when dbt's own is meant. */
  Optional<String> createTable(TableName name, FileFormat format, String query) {
    return build
        .macros()
        .firstOf(CREATE_TABLE)
        .map(macro -> build.macros().call(macro, List.of(false, relation(name, format), query)))
        .map(build::qualified);
  }

  /** The user's {@code create view as}; empty when dbt's own is meant. */
  Optional<String> createView(TableName name, String query) {
    return build
        .macros()
        .firstOf(dispatched("get_create_view_as_sql"))
        .or(() -> build.macros().firstOf(dispatched("create_view_as")))
        .map(
            macro ->
                build
                    .macros()
                    .call(macro, List.of(Relation.of(null, name.database(), name.name()), query)))
        .map(build::qualified);
  }

  private Relation relation(TableName name, FileFormat format) {
    String catalog = build.names().icebergCatalog();
    boolean prefixed = format.kind() == FileFormat.Kind.ICEBERG && !catalog.isEmpty();
    return Relation.of(
        null, prefixed ? catalog + "." + name.database() : name.database(), name.name());
  }

  private static String strategyMacro(String strategy) {
    return "get_incremental_" + strategy.replace('+', '_') + "_sql";
  }

  private static List<String> dispatched(String macro) {
    return List.of(macro, "glue__" + macro, "spark__" + macro);
  }
}
