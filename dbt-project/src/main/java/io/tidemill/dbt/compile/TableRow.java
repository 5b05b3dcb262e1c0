package io.tidemill.dbt.compile;

import io.tidemill.dbt.context.Arguments;
import io.tidemill.dbt.jinja.JinjaCallable;
import io.tidemill.dbt.jinja.JinjaObject;
import io.tidemill.dbt.jinja.Missing;
import io.tidemill.dbt.jinja.PyDict;
import io.tidemill.dbt.jinja.PyTuple;
import io.tidemill.dbt.jinja.PythonValues;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One row: values by position and by column name. */
record TableRow(List<String> names, List<Object> values) implements JinjaObject {

  @Override
  public @Nullable Object getAttribute(String name) {
    return switch (name) {
      case "values" -> (JinjaCallable) arguments -> PyTuple.copyOf(values);
      case "keys" -> (JinjaCallable) arguments -> PyTuple.copyOf(names);
      case "items" ->
          (JinjaCallable)
              arguments -> {
                io.tidemill.dbt.jinja.PyList items = new io.tidemill.dbt.jinja.PyList();
                for (int i = 0; i < names.size(); i++) {
                  items.add(PyTuple.of(names.get(i), values.get(i)));
                }
                return items;
              };
      case "dict" -> (JinjaCallable) arguments -> dict();
      case "get" ->
          (JinjaCallable)
              arguments -> {
                Object value = getItem(Arguments.required(arguments, 0, "key", name));
                return value == Missing.MISSING ? arguments.get(1, "default") : value;
              };
      default -> getItem(name);
    };
  }

  private PyDict dict() {
    PyDict dict = new PyDict();
    for (int i = 0; i < names.size(); i++) {
      dict.put(names.get(i), values.get(i));
    }
    return dict;
  }

  @Override
  public @Nullable Object getItem(Object key) {
    int index =
        key instanceof Long position
            ? (int) (position < 0 ? position + values.size() : position)
            : names.indexOf(PythonValues.str(key));
    return index >= 0 && index < values.size() ? values.get(index) : Missing.MISSING;
  }

  @Override
  public boolean hasItems() {
    return true;
  }

  @Override
  public int length() {
    return values.size();
  }

  @Override
  public Iterator<?> iterate() {
    return values.iterator();
  }

  @Override
  public String pythonType() {
    return "Row";
  }

  @Override
  public String repr() {
    return "<agate.Row: " + PythonValues.repr(PyTuple.copyOf(values)) + ">";
  }
}
