package io.tidemill.dbt.context;

import io.tidemill.dbt.jinja.CallArguments;
import io.tidemill.dbt.jinja.JinjaCallable;
import io.tidemill.dbt.jinja.JinjaObject;
import io.tidemill.dbt.jinja.Missing;
import io.tidemill.dbt.jinja.PyDict;
import io.tidemill.dbt.jinja.PythonValues;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code Relation}: the name of a table, view or common table expression, and how to print it.
 *
 * @param type dbt's word: {@code table}, {@code view}, {@code cte}, ...; null when not known
 * @param format table format, null when not known
 * @param limit rows a {@code --empty} run may read, null for no limit
 */
public record Relation(
    @Nullable String database,
    @Nullable String schema,
    @Nullable String identifier,
    @Nullable String type,
    Parts included,
    Parts quoted,
    @Nullable String format,
    @Nullable Integer limit)
    implements JinjaObject {

  /** A choice for each part of a name. */
  public record Parts(boolean database, boolean schema, boolean identifier) {
    Parts with(CallArguments arguments) {
      return new Parts(
          Arguments.flag(arguments, 0, "database", database),
          Arguments.flag(arguments, 1, "schema", schema),
          Arguments.flag(arguments, 2, "identifier", identifier));
    }
  }

  /** What Spark prints: schema and identifier. */
  public static final Parts INCLUDED = new Parts(false, true, true);

  /** Nothing is quoted. */
  public static final Parts UNQUOTED = new Parts(false, false, false);

  static final String CTE_PREFIX = "__dbt__cte__";

  public static Relation of(
      @Nullable String database, @Nullable String schema, @Nullable String identifier) {
    return of(database, schema, identifier, null);
  }

  public static Relation of(
      @Nullable String database,
      @Nullable String schema,
      @Nullable String identifier,
      @Nullable String type) {
    return new Relation(database, schema, identifier, type, INCLUDED, UNQUOTED, null, null);
  }

  /** The common table expression that stands for an ephemeral node. */
  public static Relation ephemeral(String cteName) {
    return new Relation(null, null, cteName, "cte", INCLUDED, UNQUOTED, null, null);
  }

  public Relation withQuoting(Parts quoting) {
    return new Relation(database, schema, identifier, type, included, quoting, format, limit);
  }

  public Relation withFormat(@Nullable String tableFormat) {
    return new Relation(database, schema, identifier, type, included, quoted, tableFormat, limit);
  }

  public Relation withLimit(@Nullable Integer rows) {
    return new Relation(database, schema, identifier, type, included, quoted, format, rows);
  }

  private Relation withIdentifier(@Nullable String name) {
    return new Relation(database, schema, name, type, included, quoted, format, limit);
  }

  /** The name as SQL. */
  public String render() {
    StringBuilder text = new StringBuilder();
    append(text, database, included.database, quoted.database);
    append(text, schema, included.schema, quoted.schema);
    append(text, identifier, included.identifier, quoted.identifier);
    return text.toString();
  }

  private static void append(
      StringBuilder text, @Nullable String part, boolean include, boolean quote) {
    if (!include || part == null) {
      return;
    }
    if (text.length() > 0) {
      text.append('.');
    }
    text.append(quote ? "`" + part + "`" : part);
  }

  @Override
  public String toString() {
    if (limit == null) {
      return render();
    }
    String filter = limit == 0 ? " where false limit 0" : " limit " + limit;
    return "(select * from " + render() + filter + ") _dbt_limit_subq_" + identifier;
  }

  @Override
  public String str() {
    return toString();
  }

  @Override
  public String repr() {
    return "<GlueRelation " + render() + ">";
  }

  @Override
  public String pythonType() {
    return "SparkRelation";
  }

  @Override
  public boolean truthy() {
    return true;
  }

  @Override
  public boolean hasItems() {
    return true;
  }

  @Override
  public boolean isMapping() {
    return true;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Relation relation
        && Objects.equals(database, relation.database)
        && Objects.equals(schema, relation.schema)
        && Objects.equals(identifier, relation.identifier)
        && Objects.equals(type, relation.type);
  }

  @Override
  public int hashCode() {
    return Objects.hash(database, schema, identifier);
  }

  @Override
  public @Nullable Object getItem(Object key) {
    return getAttribute(key.toString());
  }

  @Override
  public @Nullable Object getAttribute(String name) {
    return switch (name) {
      case "database" -> database;
      case "schema" -> schema;
      case "identifier", "table", "name" -> identifier;
      case "type" -> type;
      case "is_table" -> is("table");
      case "is_view" -> is("view");
      case "is_cte" -> is("cte");
      case "is_materialized_view" -> is("materialized_view");
      case "is_pointer" -> is("pointer_table");
      case "is_function" -> is("function");
      case "is_delta" -> "delta".equals(format);
      case "is_hudi" -> "hudi".equals(format);
      case "is_iceberg" -> "iceberg".equals(format);
      case "can_be_renamed" -> is("table") || is("view");
      case "can_be_replaced" -> is("table") || is("view");
      case "information" -> null;
      case "catalog_name" -> null;
      case "Table" -> "table";
      case "View" -> "view";
      case "CTE" -> "cte";
      case "MaterializedView" -> "materialized_view";
      case "External" -> "external";
      case "Function" -> "function";
      case "limit" -> limit;
      case "quote_character" -> "`";
      case "path" -> parts(database, schema, identifier);
      case "include_policy" -> parts(included.database, included.schema, included.identifier);
      case "quote_policy" -> parts(quoted.database, quoted.schema, quoted.identifier);
      default -> method(name);
    };
  }

  private boolean is(String kind) {
    return kind.equals(type);
  }

  private static PyDict parts(
      @Nullable Object database, @Nullable Object schema, @Nullable Object identifier) {
    PyDict parts = new PyDict();
    parts.put("database", PythonValues.fromJava(database));
    parts.put("schema", PythonValues.fromJava(schema));
    parts.put("identifier", PythonValues.fromJava(identifier));
    return parts;
  }

  private @Nullable Object method(String name) {
    return switch (name) {
      case "render" -> (JinjaCallable) arguments -> render();
      case "quote" ->
          (JinjaCallable)
              arguments ->
                  new Relation(
                      database,
                      schema,
                      identifier,
                      type,
                      included,
                      quoted.with(arguments),
                      format,
                      limit);
      case "include" ->
          (JinjaCallable)
              arguments ->
                  new Relation(
                      database,
                      schema,
                      identifier,
                      type,
                      included.with(arguments),
                      quoted,
                      format,
                      limit);
      case "quoted" ->
          (JinjaCallable) arguments -> "`" + Arguments.text(arguments, 0, "identifier") + "`";
      case "without_identifier", "without_quote" ->
          (JinjaCallable) arguments -> withIdentifier(null);
      case "incorporate" -> (JinjaCallable) this::incorporate;
      case "replace_path" -> (JinjaCallable) this::replacePath;
      case "matches" -> (JinjaCallable) this::matches;
      case "create" -> RelationClass.OBJECT.getAttribute("create");
      case "get" ->
          (JinjaCallable)
              arguments -> {
                String key = PythonValues.str(Arguments.required(arguments, 0, "key", "get"));
                // Packages tell a relation from other values by this.
                Object value = key.equals("metadata") ? metadata() : getAttribute(key);
                return value == Missing.MISSING
                    ? Arguments.optional(arguments, 1, "default")
                    : value;
              };
      case "information_schema" ->
          (JinjaCallable)
              arguments ->
                  of(database, "INFORMATION_SCHEMA", Arguments.text(arguments, 0, "view_name"));
      case "add_ephemeral_prefix" ->
          (JinjaCallable) arguments -> CTE_PREFIX + Arguments.text(arguments, 0, "name");
      default -> Missing.MISSING;
    };
  }

  private PyDict metadata() {
    PyDict metadata = new PyDict();
    metadata.put("type", pythonType());
    return metadata;
  }

  private Object incorporate(CallArguments arguments) {
    Relation changed = this;
    if (arguments.keywords().get("path") instanceof PyDict path) {
      changed = changed.moved(new CallArguments(arguments.positional(), stringKeys(path)));
    }
    Object newType = arguments.keywords().get("type");
    if (newType != null) {
      changed = changed.typed(PythonValues.str(newType));
    }
    return changed;
  }

  private static java.util.Map<String, Object> stringKeys(PyDict dict) {
    java.util.Map<String, Object> keys = new java.util.LinkedHashMap<>();
    dict.forEach((key, value) -> keys.put(key.toString(), value));
    return keys;
  }

  private Relation typed(String newType) {
    return new Relation(database, schema, identifier, newType, included, quoted, format, limit);
  }

  private Object replacePath(CallArguments arguments) {
    return moved(arguments);
  }

  private Relation moved(CallArguments arguments) {
    return new Relation(
        part(arguments, "database", database),
        part(arguments, "schema", schema),
        part(arguments, "identifier", identifier),
        type,
        included,
        quoted,
        format,
        limit);
  }

  private static @Nullable String part(
      CallArguments arguments, String name, @Nullable String current) {
    return arguments.keywords().containsKey(name)
        ? Arguments.text(arguments, Integer.MAX_VALUE, name)
        : current;
  }

  private Object matches(CallArguments arguments) {
    String otherSchema = Arguments.text(arguments, 1, "schema");
    String otherIdentifier = Arguments.text(arguments, 2, "identifier");
    return (otherSchema == null || otherSchema.equalsIgnoreCase(schema))
        && (otherIdentifier == null || otherIdentifier.equalsIgnoreCase(identifier));
  }
}
