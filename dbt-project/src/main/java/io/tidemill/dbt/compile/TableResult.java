package io.tidemill.dbt.compile;

import io.tidemill.dbt.context.Arguments;
import io.tidemill.dbt.jinja.JinjaCallable;
import io.tidemill.dbt.jinja.JinjaObject;
import io.tidemill.dbt.jinja.Missing;
import io.tidemill.dbt.jinja.PyList;
import io.tidemill.dbt.jinja.PyTuple;
import io.tidemill.dbt.jinja.PythonValues;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table of results, with the members of agate's that macros use. */
final class TableResult implements JinjaObject {
  private final List<String> names;
  private final List<TableRow> rows;

  private TableResult(List<String> names, List<TableRow> rows) {
    this.names = names;
    this.rows = rows;
  }

  static TableResult of(QueryResult result) {
    List<String> names = result.columns().stream().map(WarehouseColumn::name).toList();
    List<TableRow> rows = new ArrayList<>();
    for (List<Object> row : result.rows()) {
      List<Object> values = new ArrayList<>(row.size());
      for (Object value : row) {
        values.add(TableValues.of(value));
      }
      rows.add(new TableRow(names, values));
    }
    return new TableResult(names, rows);
  }

  /** Rows as lists: {@code load_result(...).data}. */
  PyList data() {
    PyList data = new PyList();
    rows.forEach(row -> data.add(PyTuple.copyOf(row.values())));
    return data;
  }

  @Override
  public @Nullable Object getAttribute(String name) {
    return switch (name) {
      case "rows" -> new PyList(rows);
      case "columns" -> new TableColumns(this);
      case "column_names" -> PyTuple.copyOf(names);
      case "print_table", "print_csv", "print_json" -> (JinjaCallable) arguments -> "";
      case "select" ->
          (JinjaCallable)
              arguments ->
                  select(PythonValues.toList(Arguments.required(arguments, 0, "key", name)));
      case "exclude" ->
          (JinjaCallable)
              arguments -> {
                List<Object> left =
                    PythonValues.toList(Arguments.required(arguments, 0, "key", name));
                List<Object> kept = new ArrayList<>(names);
                kept.removeAll(left);
                return select(kept);
              };
      case "rename" -> (JinjaCallable) arguments -> this;
      case "where" ->
          (JinjaCallable)
              arguments -> {
                Object test = Arguments.required(arguments, 0, "test", name);
                List<TableRow> kept = new ArrayList<>();
                for (TableRow row : rows) {
                  Object answer =
                      PythonValues.call(
                          test,
                          new io.tidemill.dbt.jinja.CallArguments(
                              List.of(row), java.util.Map.of()));
                  if (PythonValues.truthy(answer)) {
                    kept.add(row);
                  }
                }
                return new TableResult(names, kept);
              };
      default -> Missing.MISSING;
    };
  }

  private TableResult select(List<Object> wanted) {
    List<String> selected = wanted.stream().map(PythonValues::str).toList();
    List<TableRow> kept = new ArrayList<>();
    for (TableRow row : rows) {
      List<Object> values = new ArrayList<>();
      selected.forEach(name -> values.add(row.values().get(names.indexOf(name))));
      kept.add(new TableRow(selected, values));
    }
    return new TableResult(selected, kept);
  }

  List<String> names() {
    return names;
  }

  /** All values of one column. */
  List<Object> column(int index) {
    List<Object> values = new ArrayList<>();
    rows.forEach(row -> values.add(row.values().get(index)));
    return values;
  }

  @Override
  public int length() {
    return rows.size();
  }

  @Override
  public boolean truthy() {
    return true;
  }

  @Override
  public Iterator<?> iterate() {
    return rows.iterator();
  }

  @Override
  public String pythonType() {
    return "Table";
  }

  @Override
  public String qualifiedType() {
    return "agate.table.Table";
  }
}
