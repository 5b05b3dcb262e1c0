package io.tidemill.dbt.context;

import io.tidemill.dbt.jinja.JinjaObject;
import io.tidemill.dbt.jinja.Missing;
import org.jspecify.annotations.Nullable;

/** The macros of a package, as in {@code dbt_utils.star(...)}. */
final class MacroNamespace implements JinjaObject {
  private final String name;
  private final NodeScope scope;

  MacroNamespace(String name, NodeScope scope) {
    this.name = name;
    this.scope = scope;
  }

  @Override
  public @Nullable Object getAttribute(String member) {
    return getItem(member);
  }

  @Override
  public @Nullable Object getItem(Object key) {
    ProjectMacro macro = scope.library().inNamespace(name, key.toString());
    if (macro != null) {
      return scope.bind(macro);
    }
    if (key.equals("get")) {
      return (io.tidemill.dbt.jinja.JinjaCallable)
          arguments -> {
            Object found = getItem(Arguments.required(arguments, 0, "key", "get"));
            return found == Missing.MISSING ? Arguments.optional(arguments, 1, "default") : found;
          };
    }
    return Missing.MISSING;
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
