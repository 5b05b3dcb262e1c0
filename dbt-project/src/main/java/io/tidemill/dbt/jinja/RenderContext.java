package io.tidemill.dbt.jinja;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one render of a template shares: the scope, the names set at the top level, the bounds. */
final class RenderContext {

  final JinjaEnvironment environment;
  final TemplateName template;
  final RenderState state;
  final boolean isNative;
  private final Scope scope;
  private boolean folding;
  private final Map<String, Object> variables = new HashMap<>();

  RenderContext(
      JinjaEnvironment environment,
      TemplateName template,
      Scope scope,
      RenderState state,
      boolean isNative) {
    this.environment = environment;
    this.template = template;
    this.scope = scope;
    this.state = state;
    this.isNative = isNative;
  }

  /** The value of a name in the context, or null when it has none. */
  @Nullable Object resolve(String name) {
    Object variable = variables.isEmpty() ? null : variables.get(name);
    if (variable != null) {
      return variable;
    }
    Object value = scope.lookup(name);
    if (value == Missing.MISSING) {
      return environment.global(name);
    }
    return PythonValues.fromJava(value);
  }

  /** Whether this is the context in which constants are folded, not one of a render. */
  boolean isFolding() {
    return folding;
  }

  /** A context in which constants are folded. */
  static RenderContext folding(
      JinjaEnvironment environment, TemplateName template, RenderState state, boolean isNative) {
    RenderContext context =
        new RenderContext(environment, template, Scope.empty(), state, isNative);
    context.folding = true;
    return context;
  }

  void set(String name, Object value) {
    variables.put(name, value);
  }

  /** A context in which more names are set. */
  RenderContext derived(Map<String, Object> names) {
    RenderContext derived = new RenderContext(environment, template, scope, state, isNative);
    derived.variables.putAll(variables);
    derived.variables.putAll(names);
    return derived;
  }

  Undefined undefined(String name) {
    return Undefined.ofName(environment.undefinedPolicy(), name);
  }
}
