package io.tidemill.dbt.context;

import io.tidemill.dbt.jinja.CallArguments;
import io.tidemill.dbt.jinja.JinjaCallable;
import io.tidemill.dbt.jinja.JinjaObject;
import io.tidemill.dbt.jinja.Missing;
import org.jspecify.annotations.Nullable;

/** {@code api.Column} and {@code adapter.Column}: the class itself. */
enum ColumnClass implements JinjaObject {
  OBJECT;

  @Override
  public @Nullable Object getAttribute(String name) {
    return switch (name) {
      case "create" -> (JinjaCallable) ColumnClass::create;
      case "translate_type" -> (JinjaCallable) arguments -> Arguments.text(arguments, 0, "dtype");
      case "string_type" -> (JinjaCallable) Column::stringType;
      case "numeric_type" -> (JinjaCallable) Column::numericType;
      case "format_add_column_list" ->
          (JinjaCallable)
              arguments -> {
                StringBuilder list = new StringBuilder();
                Object columns = Arguments.required(arguments, 0, "columns", name);
                for (Object item : io.tidemill.dbt.jinja.PythonValues.toList(columns)) {
                  if (item instanceof Column column) {
                    list.append(list.length() == 0 ? "" : ", ");
                    list.append(column.name()).append(' ').append(column.dataType());
                  }
                }
                return list.toString();
              };
      default -> Missing.MISSING;
    };
  }

  private static Object create(CallArguments arguments) {
    String type = Arguments.text(arguments, 1, "label_or_dtype");
    String name = Arguments.text(arguments, 0, "name");
    return new Column(name == null ? "" : name, type == null ? "" : type);
  }

  @Override
  public Object call(CallArguments arguments) {
    String name = Arguments.text(arguments, 0, "column");
    String type = Arguments.text(arguments, 1, "dtype");
    return new Column(name == null ? "" : name, type == null ? "" : type);
  }

  @Override
  public boolean isCallable() {
    return true;
  }

  @Override
  public boolean truthy() {
    return true;
  }

  @Override
  public String pythonType() {
    return "type";
  }
}
