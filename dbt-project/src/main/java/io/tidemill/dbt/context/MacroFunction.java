package io.tidemill.dbt.context;

import io.tidemill.dbt.jinja.CallArguments;
import io.tidemill.dbt.jinja.JinjaCallable;
import io.tidemill.dbt.jinja.Missing;
import org.jspecify.annotations.Nullable;

/** A macro bound to the names of the node that calls it. */
final class MacroFunction implements JinjaCallable {
  private final ProjectMacro definition;
  private final NodeScope scope;
  private final MacroCalls calls;

  MacroFunction(ProjectMacro definition, NodeScope scope, MacroCalls calls) {
    this.definition = definition;
    this.scope = scope;
    this.calls = calls;
  }

  @Override
  public @Nullable Object call(CallArguments arguments) {
    calls.enter(definition.uniqueId());
    try {
      return definition.source().bind(scope, scope.phase()).call(arguments);
    } finally {
      calls.leave();
    }
  }

  @Override
  public @Nullable Object getAttribute(String name) {
    return name.equals("name") ? definition.name() : Missing.MISSING;
  }

  @Override
  public String pythonType() {
    return "MacroGenerator";
  }
}
