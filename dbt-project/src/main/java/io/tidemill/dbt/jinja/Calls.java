package io.tidemill.dbt.jinja;

/** Calls of values. */
final class Calls {

  private Calls() {}

  static Object call(Object callee, CallArguments arguments) {
    if (callee instanceof JinjaObject object) {
      return PythonValues.fromJava(object.call(arguments));
    }
    throw JinjaException.type("'" + PyTypes.name(callee) + "' object is not callable");
  }

  static boolean isCallable(Object value) {
    return value instanceof JinjaObject object && object.isCallable();
  }
}
