package io.tidemill.dbt.jinja;

/** A method of a built-in value together with that value. */
record BoundMethod(Object self, String name, Method method) implements JinjaCallable {

  @Override
  public Object call(CallArguments arguments) {
    return method.call(self, arguments);
  }

  @Override
  public String pythonType() {
    return "builtin_function_or_method";
  }

  @Override
  public String repr() {
    return "<built-in method "
        + name
        + " of "
        + PyTypes.name(self)
        + " object at 0x"
        + Integer.toHexString(System.identityHashCode(self))
        + ">";
  }
}
