package io.tidemill.dbt.context;

import io.tidemill.dbt.Invocation;
import io.tidemill.dbt.jinja.PyDict;
import io.tidemill.dbt.jinja.PythonValues;
import java.util.Locale;

/** {@code flags}: how dbt was called. */
public final class Flags {
  private Flags() {}

  /** The flags while parsing. */
  public static PyDict parsing() {
    return of("parse", false);
  }

  public static PyDict of(Invocation invocation) {
    PyDict flags = of(invocation.command(), invocation.fullRefresh());
    invocation
        .flags()
        .forEach(
            (name, value) ->
                flags.put(name.toUpperCase(Locale.ROOT), PythonValues.fromJava(value)));
    return flags;
  }

  private static PyDict of(String command, boolean fullRefresh) {
    PyDict flags = new PyDict();
    flags.put("WHICH", command);
    flags.put("FULL_REFRESH", fullRefresh);
    flags.put("STORE_FAILURES", false);
    flags.put("EMPTY", false);
    flags.put("DEBUG", false);
    flags.put("DEFER", false);
    flags.put("FAIL_FAST", false);
    flags.put("INDIRECT_SELECTION", "eager");
    flags.put("INTROSPECT", true);
    flags.put("LOG_FORMAT", "default");
    flags.put("PARTIAL_PARSE", true);
    flags.put("PRINT", true);
    flags.put("QUIET", false);
    flags.put("STATIC_PARSER", true);
    flags.put("USE_COLORS", true);
    flags.put("VERSION_CHECK", true);
    flags.put("WARN_ERROR", false);
    flags.put("WRITE_JSON", true);
    flags.put("CACHE_SELECTED_ONLY", false);
    flags.put("EVENT_TIME_START", PythonValues.fromJava(null));
    flags.put("EVENT_TIME_END", PythonValues.fromJava(null));
    return flags;
  }
}
