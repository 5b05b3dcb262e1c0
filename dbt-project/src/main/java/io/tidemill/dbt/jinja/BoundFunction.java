package io.tidemill.dbt.jinja;

import org.jspecify.annotations.Nullable;

/** A named function, such as a method of a built-in value together with that value. */
record BoundFunction(String name, JinjaCallable function) implements JinjaCallable {

  @Override
  public @Nullable Object call(CallArguments arguments) {
    return function.call(arguments);
  }

  @Override
  public Object getAttribute(String attribute) {
    return Missing.MISSING;
  }

  @Override
  public String pythonType() {
    return "builtin_function_or_method";
  }

  @Override
  public String repr() {
    return "<built-in method " + name + " of object>";
  }
}
