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

/** The columns of a table of results, by position and by name. */
final class TableColumns implements JinjaObject {
  private final TableResult table;

  TableColumns(TableResult table) {
    this.table = table;
  }

  /** One column and its values. */
  private record TableColumn(String name, int index, List<Object> values) implements JinjaObject {
    @Override
    public @Nullable Object getAttribute(String attribute) {
      return switch (attribute) {
        case "name" -> name;
        case "index" -> index;
        case "values" -> (JinjaCallable) arguments -> PyTuple.copyOf(values);
        case "values_distinct" ->
            (JinjaCallable)
                arguments -> PyTuple.copyOf(new ArrayList<>(new java.util.LinkedHashSet<>(values)));
        default -> Missing.MISSING;
      };
    }

    @Override
    public @Nullable Object getItem(Object key) {
      int position = key instanceof Long number ? number.intValue() : -1;
      return position >= 0 && position < values.size() ? values.get(position) : Missing.MISSING;
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
      return "Column";
    }
  }

  private TableColumn column(int index) {
    return new TableColumn(table.names().get(index), index, table.column(index));
  }

  @Override
  public @Nullable Object getAttribute(String name) {
    return switch (name) {
      case "keys" -> (JinjaCallable) arguments -> PyTuple.copyOf(table.names());
      case "values" -> (JinjaCallable) arguments -> all();
      case "get" ->
          (JinjaCallable)
              arguments -> {
                Object found = getItem(Arguments.required(arguments, 0, "key", name));
                return found == Missing.MISSING ? arguments.get(1, "default") : found;
              };
      default -> getItem(name);
    };
  }

  private PyList all() {
    PyList columns = new PyList();
    for (int i = 0; i < table.names().size(); i++) {
      columns.add(column(i));
    }
    return columns;
  }

  @Override
  public @Nullable Object getItem(Object key) {
    int size = table.names().size();
    int index =
        key instanceof Long position
            ? (int) (position < 0 ? position + size : position)
            : table.names().indexOf(PythonValues.str(key));
    return index >= 0 && index < size ? column(index) : Missing.MISSING;
  }

  @Override
  public boolean hasItems() {
    return true;
  }

  @Override
  public int length() {
    return table.names().size();
  }

  @Override
  public Iterator<?> iterate() {
    return all().iterator();
  }

  @Override
  public String pythonType() {
    return "MappedSequence";
  }
}
