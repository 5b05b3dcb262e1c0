package io.tidemill.executor.project;

import io.tidemill.dbt.compile.QueryResult;
import io.tidemill.dbt.compile.RelationType;
import io.tidemill.dbt.compile.Warehouse;
import io.tidemill.dbt.compile.WarehouseColumn;
import io.tidemill.dbt.compile.WarehouseRelation;
import io.tidemill.executor.catalog.Catalog;
import io.tidemill.executor.catalog.CatalogColumn;
import io.tidemill.executor.catalog.CatalogTable;
import io.tidemill.executor.catalog.TableName;
import io.tidemill.executor.statement.SqlStep;
import io.tidemill.executor.statement.StatementRequest;
import io.tidemill.executor.statement.Statements;
import io.tidemill.executor.statement.StepResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Jinja sees: relations and columns from the Glue catalog, which costs no session, and queries
 * on the task's session.
 */
public final class CatalogWarehouse implements Warehouse {
  private static final Set<String> READING =
      Set.of("select", "with", "show", "describe", "desc", "explain", "values", "from", "table");
  private static final Pattern FIRST_WORD =
      Pattern.compile("^(?:\\s|\\(|--[^\\n]*\\n|/\\*.*?\\*/)*([a-zA-Z]+)", Pattern.DOTALL);
  private static final Pattern WRITING_WORD =
      Pattern.compile(
          "\\b(insert|merge|delete|update|create|drop|alter|truncate)\\b",
          Pattern.CASE_INSENSITIVE);

  private final Catalog catalog;
  private final Statements statements;
  private final UnaryOperator<String> references;

  /**
   * @param references puts the Iceberg catalog before the tables that are found only through it
   */
  public CatalogWarehouse(
      Catalog catalog, Statements statements, UnaryOperator<String> references) {
    this.catalog = catalog;
    this.statements = statements;
    this.references = references;
  }

  @Override
  public Optional<WarehouseRelation> relation(
      @Nullable String database, String schema, String identifier) {
    return catalog.table(new TableName(schema, identifier)).map(table -> relation(database, table));
  }

  @Override
  public List<WarehouseColumn> columns(WarehouseRelation relation) {
    TableName name = new TableName(relation.schema(), relation.identifier());
    Optional<CatalogTable> table = catalog.table(name);
    if (table.isEmpty()) {
      return List.of();
    }
    return TableColumns.known(table.get()) ? columns(table.get()) : described(name);
  }

  @Override
  public List<WarehouseRelation> relations(String schema) {
    return catalog.tables(schema).stream().map(table -> relation(null, table)).toList();
  }

  @Override
  public boolean schemaExists(String schema) {
    return catalog.databaseExists(schema);
  }

  @Override
  public void createSchema(String schema) {
    catalog.createDatabase(schema, null);
  }

  @Override
  public QueryResult query(String sql) {
    SqlStep step = SqlStep.query("query", references.apply(sql));
    boolean reads = reads(sql);
    StatementRequest request =
        reads
            ? StatementRequest.read("run_query", List.of(step))
            : StatementRequest.write("run_query", List.of(step));
    StepResult result = statements.run(request).step("query");
    if (!reads) {
      catalog.invalidateAll();
    }
    List<WarehouseColumn> columns =
        result.schema().stream()
            .map(column -> new WarehouseColumn(column.name(), column.type()))
            .toList();
    List<List<Object>> rows = new ArrayList<>();
    for (List<@Nullable Object> row : result.rows()) {
      rows.add(QueryValues.typed(row, result.schema()));
    }
    return new QueryResult(columns, rows);
  }

  static boolean reads(String sql) {
    Matcher word = FIRST_WORD.matcher(sql);
    if (!word.find() || !READING.contains(word.group(1).toLowerCase(Locale.ROOT))) {
      return false;
    }
    // `with` and `from` may end in an insert; a select that only mentions the word is journaled for
    // nothing, no more.
    String first = word.group(1).toLowerCase(Locale.ROOT);
    return !(first.equals("with") || first.equals("from")) || !WRITING_WORD.matcher(sql).find();
  }

  private List<WarehouseColumn> described(TableName name) {
    List<WarehouseColumn> columns = new ArrayList<>();
    StepResult result =
        statements
            .run(
                StatementRequest.read(
                    "describe table",
                    List.of(
                        SqlStep.query(
                            "describe", references.apply("describe table " + quoted(name))))))
            .step("describe");
    for (List<@Nullable Object> row : result.rows()) {
      String column = String.valueOf(row.get(0));
      if (column.isEmpty() || column.startsWith("#")) {
        break;
      }
      Object comment = row.size() > 2 ? row.get(2) : null;
      columns.add(
          new WarehouseColumn(
              column,
              String.valueOf(row.get(1)),
              comment == null ? null : comment.toString(),
              false));
    }
    return columns;
  }

  private static String quoted(TableName name) {
    return "`" + name.database() + "`.`" + name.name() + "`";
  }

  private static List<WarehouseColumn> columns(CatalogTable table) {
    List<WarehouseColumn> columns = new ArrayList<>();
    for (CatalogColumn column : TableColumns.current(table)) {
      columns.add(new WarehouseColumn(column.name(), column.type(), column.comment(), false));
    }
    for (CatalogColumn column : table.partitionKeys()) {
      columns.add(new WarehouseColumn(column.name(), column.type(), column.comment(), true));
    }
    return columns;
  }

  private static WarehouseRelation relation(@Nullable String database, CatalogTable table) {
    return new WarehouseRelation(
        database,
        table.name().database(),
        table.name().name(),
        table.isView() ? RelationType.VIEW : RelationType.TABLE,
        table.format().orElse(null),
        table.location().orElse(null),
        table.parameters());
  }
}
