package io.tidemill.dbt.jinja;

/** What a filter may use of its environment. */
public final class FilterContext {

  private final JinjaEnvironment environment;
  private final boolean isNative;

  FilterContext(JinjaEnvironment environment, boolean isNative) {
    this.environment = environment;
    this.isNative = isNative;
  }

  JinjaEnvironment environment() {
    return environment;
  }

  /** Applies another filter by name; an unknown one raises an error. */
  public Object filter(Object name, Object value, CallArguments arguments) {
    FilterFunction function =
        PyText.is(name) ? environment.filter(name.toString(), isNative) : null;
    if (function == null) {
      throw unknown("filter", name);
    }
    return PythonValues.fromJava(function.apply(this, value, arguments));
  }

  /** Applies a test by name; an unknown one raises an error. */
  public Object test(Object name, Object value, CallArguments arguments) {
    FilterFunction function = PyText.is(name) ? environment.test(name.toString()) : null;
    if (function == null) {
      throw unknown("test", name);
    }
    return PythonValues.fromJava(function.apply(this, value, arguments));
  }

  private static JinjaException unknown(String kind, Object name) {
    String message = "No " + kind + " named " + PyRepr.repr(name) + ".";
    if (name instanceof Undefined undefined) {
      message += " (" + undefined.message() + "; did you forget to quote the callable name?)";
    }
    return new JinjaException(ErrorKind.RUNTIME, message);
  }

  /** An undefined value with an explanation. */
  public Object undefined(String hint) {
    return Undefined.ofHint(environment.undefinedPolicy(), hint, null);
  }
}
