package io.tidemill.dbt.compile;

import io.tidemill.dbt.context.Arguments;
import io.tidemill.dbt.jinja.CallArguments;
import io.tidemill.dbt.jinja.JinjaCallable;
import io.tidemill.dbt.jinja.PyDict;
import io.tidemill.dbt.jinja.PyNone;
import io.tidemill.dbt.jinja.PythonValues;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code store_result} and {@code load_result}: what the statements of one render gave, by name.
 */
final class StatementResults {
  private final Map<String, PyDict> results = new HashMap<>();

  JinjaCallable store() {
    return arguments -> {
      Object table = arguments.get(2, "agate_table");
      put(arguments, Arguments.optional(arguments, 1, "response"), table);
      return "";
    };
  }

  JinjaCallable storeRaw() {
    return arguments -> {
      PyDict response = new PyDict();
      response.put("_message", orNone(arguments.get(1, "message")));
      response.put("code", orNone(arguments.get(2, "code")));
      response.put("rows_affected", orNone(arguments.get(3, "rows_affected")));
      put(arguments, response, arguments.get(4, "agate_table"));
      return "";
    };
  }

  private void put(CallArguments arguments, @Nullable Object response, @Nullable Object table) {
    Object name = Arguments.required(arguments, 0, "name", "store_result");
    PyDict result = new PyDict();
    result.put("response", orNone(response));
    result.put(
        "data",
        table instanceof TableResult rows ? rows.data() : new io.tidemill.dbt.jinja.PyList());
    result.put("table", orNone(table));
    results.put(PythonValues.str(name), result);
  }

  private static Object orNone(@Nullable Object value) {
    return value == null ? PyNone.NONE : value;
  }

  JinjaCallable load() {
    return arguments ->
        results.get(PythonValues.str(Arguments.required(arguments, 0, "name", "load_result")));
  }
}
