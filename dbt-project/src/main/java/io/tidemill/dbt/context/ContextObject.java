package io.tidemill.dbt.context;

import io.tidemill.dbt.jinja.JinjaCallable;
import io.tidemill.dbt.jinja.JinjaObject;
import io.tidemill.dbt.jinja.Missing;
import io.tidemill.dbt.jinja.PythonValues;
import org.jspecify.annotations.Nullable;

/** {@code context}: every name of a scope, by its name. */
public final class ContextObject implements JinjaObject {
  private final NodeScope scope;

  public ContextObject(NodeScope scope) {
    this.scope = scope;
  }

  @Override
  public @Nullable Object getItem(Object key) {
    return scope.lookup(key.toString());
  }

  @Override
  public @Nullable Object getAttribute(String name) {
    if (name.equals("get")) {
      return (JinjaCallable)
          arguments -> {
            Object found =
                getItem(PythonValues.str(Arguments.required(arguments, 0, "key", "get")));
            return found == Missing.MISSING ? Arguments.optional(arguments, 1, "default") : found;
          };
    }
    return getItem(name);
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
  public boolean truthy() {
    return true;
  }

  @Override
  public String pythonType() {
    return "dict";
  }
}
