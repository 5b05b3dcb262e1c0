package io.tidemill.dbt.jinja;

import java.math.BigInteger;

/** Names of Python classes, as messages give them. */
final class PyTypes {

  private PyTypes() {}

  /** {@code type(value).__name__}. */
  static String name(Object value) {
    if (value instanceof String) {
      return "str";
    }
    if (value instanceof Long || value instanceof BigInteger) {
      return "int";
    }
    if (value instanceof Boolean) {
      return "bool";
    }
    if (value instanceof Double) {
      return "float";
    }
    if (value == PyNone.NONE) {
      return "NoneType";
    }
    if (value instanceof PyList) {
      return "list";
    }
    if (value instanceof PyTuple) {
      return "tuple";
    }
    if (value instanceof PyDict) {
      return "dict";
    }
    if (value instanceof PySet set) {
      return set.frozen() ? "frozenset" : "set";
    }
    if (value instanceof PySlice) {
      return "slice";
    }
    if (value instanceof Markup) {
      return "Markup";
    }
    if (value instanceof JinjaObject object) {
      return object.pythonType();
    }
    return value.getClass().getSimpleName();
  }

  /** The name in messages about operators, where types written in C show their module. */
  static String operand(Object value) {
    return value instanceof Ordered && value instanceof JinjaObject object
        ? object.qualifiedType()
        : name(value);
  }

  /** Jinja2's description of an object in messages about missing attributes. */
  static String describe(Object value) {
    if (value == PyNone.NONE) {
      return "None";
    }
    if (value instanceof Markup) {
      return "markupsafe.Markup object";
    }
    return (value instanceof JinjaObject object ? object.qualifiedType() : name(value)) + " object";
  }
}
