package io.tidemill.dbt.context;

import io.tidemill.dbt.jinja.CallArguments;
import io.tidemill.dbt.jinja.JinjaCallable;
import io.tidemill.dbt.jinja.Missing;
import io.tidemill.dbt.jinja.PythonValues;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code var}: the vars of one package, those of the command line over all others. */
public final class Variables implements JinjaCallable {
  /** What happens when a var has neither value nor default. */
  public enum Absent {
    NONE,
    ERROR
  }

  private final Map<String, Object> values;
  private final Absent absent;
  private final String owner;

  public Variables(Map<String, Object> values, Absent absent, String owner) {
    this.values = values;
    this.absent = absent;
    this.owner = owner;
  }

  @Override
  public @Nullable Object call(CallArguments arguments) {
    String name = PythonValues.str(Arguments.required(arguments, 0, "var_name", "var"));
    if (values.containsKey(name)) {
      return values.get(name);
    }
    Object otherwise = arguments.get(1, "default");
    if (otherwise != null) {
      return otherwise;
    }
    if (absent == Absent.NONE) {
      return null;
    }
    throw Arguments.compilation(
        "Required var '"
            + name
            + "' not found in config:\nVars supplied to "
            + owner
            + " = "
            + PythonJson.indented(new TreeMap<>(values)));
  }

  @Override
  public @Nullable Object getAttribute(String name) {
    if (!name.equals("has_var")) {
      return Missing.MISSING;
    }
    return (JinjaCallable)
        arguments ->
            values.containsKey(
                PythonValues.str(Arguments.required(arguments, 0, "var_name", "has_var")));
  }

  @Override
  public String pythonType() {
    return "Var";
  }
}
