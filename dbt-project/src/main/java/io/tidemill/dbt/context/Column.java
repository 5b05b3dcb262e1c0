package io.tidemill.dbt.context;

import io.tidemill.dbt.jinja.CallArguments;
import io.tidemill.dbt.jinja.JinjaCallable;
import io.tidemill.dbt.jinja.JinjaObject;
import io.tidemill.dbt.jinja.Missing;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code Column}: name and Spark type of a column.
 *
 * @param partition whether the table is partitioned by it
 */
public record Column(String name, String dataType, @Nullable String comment, boolean partition)
    implements JinjaObject {
  private static final Set<String> STRINGS =
      Set.of("text", "character varying", "character", "varchar", "string", "char");
  private static final Set<String> INTEGERS =
      Set.of(
          "smallint",
          "integer",
          "bigint",
          "smallserial",
          "serial",
          "bigserial",
          "int2",
          "int4",
          "int8",
          "serial2",
          "serial4",
          "serial8",
          "int",
          "tinyint",
          "long",
          "short",
          "byte");
  private static final Set<String> FLOATS =
      Set.of("real", "float4", "float", "double precision", "float8", "double");

  public Column(String name, String dataType) {
    this(name, dataType, null, false);
  }

  @Override
  public @Nullable Object getAttribute(String attribute) {
    return switch (attribute) {
      case "name", "column" -> name;
      case "quoted" -> "`" + name + "`";
      case "dtype", "data_type" -> dataType;
      case "comment" -> comment;
      case "char_size" -> null;
      case "numeric_precision", "numeric_scale" -> null;
      case "is_string" -> (JinjaCallable) arguments -> STRINGS.contains(base());
      case "is_integer" -> (JinjaCallable) arguments -> INTEGERS.contains(base());
      case "is_float" -> (JinjaCallable) arguments -> FLOATS.contains(base());
      case "is_numeric" ->
          (JinjaCallable) arguments -> base().equals("numeric") || base().equals("decimal");
      case "is_number" ->
          (JinjaCallable)
              arguments ->
                  INTEGERS.contains(base())
                      || FLOATS.contains(base())
                      || base().equals("numeric")
                      || base().equals("decimal");
      case "string_size" -> (JinjaCallable) arguments -> 256;
      case "can_expand_to" -> (JinjaCallable) arguments -> false;
      case "literal" ->
          (JinjaCallable) arguments -> Arguments.text(arguments, 0, "value") + "::" + dataType;
      case "string_type" -> (JinjaCallable) Column::stringType;
      case "numeric_type" -> (JinjaCallable) Column::numericType;
      case "create" -> ColumnClass.OBJECT.getAttribute("create");
      case "translate_type" -> ColumnClass.OBJECT.getAttribute("translate_type");
      default -> Missing.MISSING;
    };
  }

  // dbt compares the whole type, so one with parameters is neither string nor number.
  private String base() {
    return dataType.toLowerCase(Locale.ROOT);
  }

  static String stringType(CallArguments arguments) {
    return "character varying(" + Arguments.text(arguments, 0, "size") + ")";
  }

  static @Nullable String numericType(CallArguments arguments) {
    String precision = Arguments.text(arguments, 1, "precision");
    String scale = Arguments.text(arguments, 2, "scale");
    return precision == null || scale == null
        ? "decimal"
        : "decimal(" + precision + "," + scale + ")";
  }

  @Override
  public boolean truthy() {
    return true;
  }

  @Override
  public String pythonType() {
    return "GlueColumn";
  }

  @Override
  public String repr() {
    return "GlueColumn(column='"
        + name
        + "', dtype='"
        + dataType
        + "', char_size=None, numeric_precision=None, numeric_scale=None, table_database=None,"
        + " table_schema=None, table_name=None, table_type=None, table_owner=None, table_stats=None,"
        + " column_index=None)";
  }
}
