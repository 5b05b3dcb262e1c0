package io.tidemill.dbt.compile;

import io.tidemill.dbt.context.AdapterObject;
import io.tidemill.dbt.context.Arguments;
import io.tidemill.dbt.context.Column;
import io.tidemill.dbt.context.Relation;
import io.tidemill.dbt.jinja.CallArguments;
import io.tidemill.dbt.jinja.JinjaCallable;
import io.tidemill.dbt.jinja.Missing;
import io.tidemill.dbt.jinja.PyDict;
import io.tidemill.dbt.jinja.PyList;
import io.tidemill.dbt.jinja.PyTuple;
import io.tidemill.dbt.jinja.PythonValues;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code adapter} at run time: asks the warehouse. */
final class RunAdapter extends AdapterObject {
  private final RunScope scope;

  RunAdapter(RunScope scope) {
    super(scope);
    this.scope = scope;
  }

  private Warehouse warehouse() {
    return scope.session().warehouse();
  }

  @Override
  protected String icebergNamespace() {
    String namespace = scope.session().project().profile().glue().customIcebergCatalogNamespace();
    return namespace.isEmpty() ? "" : namespace + ".";
  }

  @Override
  protected @Nullable Object method(String name) {
    return switch (name) {
      case "get_relation" -> (JinjaCallable) this::getRelation;
      case "get_columns_in_relation" ->
          (JinjaCallable) arguments -> columns(relation(arguments, 0, "relation"));
      case "get_missing_columns" -> (JinjaCallable) this::missingColumns;
      case "list_relations", "list_relations_without_caching" ->
          (JinjaCallable) this::listRelations;
      case "already_exists" ->
          (JinjaCallable)
              arguments ->
                  find(null, text(arguments, 0, "schema"), text(arguments, 1, "name")).isPresent();
      case "check_schema_exists" ->
          (JinjaCallable) arguments -> warehouse().schemaExists(text(arguments, 1, "schema"));
      case "create_schema" ->
          (JinjaCallable)
              arguments -> {
                warehouse().createSchema(schemaOf(arguments));
                return "";
              };
      case "drop_schema" ->
          (JinjaCallable)
              arguments -> {
                warehouse().dropSchema(schemaOf(arguments));
                return "";
              };
      case "drop_relation", "truncate_relation" -> (JinjaCallable) this::drop;
      case "rename_relation", "glue_rename_relation" -> (JinjaCallable) this::rename;
      case "execute" -> (JinjaCallable) this::execute;
      case "add_query" -> (JinjaCallable) this::execute;
      case "get_column_schema_from_query", "get_columns_in_select_sql" ->
          (JinjaCallable) this::columnsOfQuery;
      case "expand_target_column_types",
          "expand_column_types",
          "cache_added",
          "cache_dropped",
          "cache_renamed",
          "verify_database",
          "valid_snapshot_target",
          "assert_valid_snapshot_target_given_strategy" ->
          (JinjaCallable) arguments -> "";
      case "standardize_grants_dict" -> (JinjaCallable) arguments -> new PyDict();
      case "get_table_type" -> (JinjaCallable) this::tableType;
      case "get_location" -> (JinjaCallable) this::location;
      case "render_raw_columns_constraints", "render_raw_model_constraints" ->
          (JinjaCallable) arguments -> new PyList();
      case "build_catalog_relation" -> (JinjaCallable) arguments -> null;
      case "validate_incremental_strategy" -> (JinjaCallable) arguments -> true;
      default -> Missing.MISSING;
    };
  }

  private static String text(CallArguments arguments, int index, String name) {
    String text = Arguments.text(arguments, index, name);
    return text == null ? "" : text;
  }

  private static Relation relation(CallArguments arguments, int index, String name) {
    Object value = Arguments.required(arguments, index, name, "adapter");
    if (value instanceof Relation relation) {
      return relation;
    }
    throw Arguments.compilation(
        "Expected argument '"
            + name
            + "' to be a relation, but got '"
            + PythonValues.str(value)
            + "'");
  }

  private static String schemaOf(CallArguments arguments) {
    String schema = relation(arguments, 0, "relation").schema();
    return schema == null ? "" : schema;
  }

  private Optional<WarehouseRelation> find(
      @Nullable String database, @Nullable String schema, @Nullable String identifier) {
    if (schema == null || identifier == null) {
      return Optional.empty();
    }
    return warehouse().relation(database, schema, identifier);
  }

  private Optional<WarehouseRelation> find(Relation relation) {
    return find(null, relation.schema(), relation.identifier());
  }

  private @Nullable Object getRelation(CallArguments arguments) {
    return find(
            null,
            Arguments.text(arguments, 1, "schema"),
            Arguments.text(arguments, 2, "identifier"))
        .map(found -> (Object) known(found))
        .orElse(null);
  }

  private Relation known(WarehouseRelation found) {
    return Relation.of(found.schema(), found.schema(), found.identifier(), found.type().label())
        .withFormat(found.format());
  }

  private PyList columns(Relation relation) {
    PyList columns = new PyList();
    find(relation)
        .ifPresent(
            found -> {
              for (WarehouseColumn column : warehouse().columns(found)) {
                columns.add(column(column));
              }
            });
    return columns;
  }

  private static Column column(WarehouseColumn column) {
    return new Column(column.name(), column.type(), column.comment(), column.partition());
  }

  private Object missingColumns(CallArguments arguments) {
    Set<String> there = new HashSet<>();
    for (Object column : columns(relation(arguments, 1, "to_relation"))) {
      there.add(((Column) column).name().toLowerCase(Locale.ROOT));
    }
    PyList missing = new PyList();
    for (Object column : columns(relation(arguments, 0, "from_relation"))) {
      if (!there.contains(((Column) column).name().toLowerCase(Locale.ROOT))) {
        missing.add(column);
      }
    }
    return missing;
  }

  private Object listRelations(CallArguments arguments) {
    Object first = arguments.get(0, "schema_relation");
    String schema =
        first instanceof Relation relation
            ? relation.schema()
            : Arguments.text(arguments, 1, "schema");
    PyList relations = new PyList();
    if (schema != null) {
      warehouse().relations(schema).forEach(found -> relations.add(known(found)));
    }
    return relations;
  }

  private Object drop(CallArguments arguments) {
    find(relation(arguments, 0, "relation")).ifPresent(warehouse()::dropRelation);
    return "";
  }

  private Object rename(CallArguments arguments) {
    Relation from = relation(arguments, 0, "from_relation");
    Relation to = relation(arguments, 1, "to_relation");
    warehouse().query("alter table " + from.render() + " rename to " + to.render());
    return "";
  }

  private Object execute(CallArguments arguments) {
    String sql = PythonValues.str(Arguments.required(arguments, 0, "sql", "execute"));
    QueryResult result = warehouse().query(sql);
    return PyTuple.of("OK", TableResult.of(result));
  }

  private Object columnsOfQuery(CallArguments arguments) {
    String sql = PythonValues.str(Arguments.required(arguments, 0, "sql", "adapter"));
    PyList columns = new PyList();
    List<WarehouseColumn> found = warehouse().query(sql).columns();
    found.forEach(column -> columns.add(column(column)));
    return columns;
  }

  private @Nullable Object tableType(CallArguments arguments) {
    return find(relation(arguments, 0, "relation"))
        .map(
            found ->
                found.format() == null || found.type() == RelationType.VIEW
                    ? found.type().label()
                    : found.format().equals("iceberg") ? "iceberg_table" : found.format())
        .orElse(null);
  }

  private Object location(CallArguments arguments) {
    Relation relation = relation(arguments, 0, "relation");
    String root = scope.session().project().profile().glue().location();
    String base = root == null ? "" : root.replaceFirst("/+$", "");
    boolean flat = scope.session().project().profile().glue().rootLocation();
    String folder = flat ? "" : "/" + relation.schema();
    return "location '" + base + folder + "/" + relation.identifier() + "'";
  }
}
