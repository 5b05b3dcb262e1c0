package io.tidemill.dbt.jinja;

import org.jspecify.annotations.Nullable;

/** The methods of the built-in types. */
final class Methods {

  private Methods() {}

  /** The method of that name of a built-in value, or null. */
  static @Nullable Method find(Object self, String name) {
    if (self instanceof String || self instanceof NativeMarker) {
      return StrMethods.TABLE.get(name);
    }
    if (self instanceof PyDict) {
      return DictMethods.TABLE.get(name);
    }
    if (self instanceof PyList) {
      return ListMethods.LIST.get(name);
    }
    if (self instanceof PyTuple) {
      return ListMethods.TUPLE.get(name);
    }
    if (self instanceof PySet set) {
      return set.frozen() ? SetMethods.FROZEN.get(name) : SetMethods.TABLE.get(name);
    }
    if (self instanceof Markup) {
      return MarkupMethods.find(name);
    }
    if (PyNumbers.isNumber(self)) {
      return self instanceof Double ? NumberMethods.FLOAT.get(name) : NumberMethods.INT.get(name);
    }
    return null;
  }
}
