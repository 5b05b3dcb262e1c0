package io.tidemill.dbt.jinja;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The methods of set and frozenset. */
final class SetMethods {

  static final Map<String, Method> TABLE = new HashMap<>();
  static final Map<String, Method> FROZEN = new HashMap<>();

  private SetMethods() {}

  /** A method body for a set. */
  private interface Body {
    Object apply(PySet self, List<Object> arguments);
  }

  static {
    define(
        "union",
        true,
        (self, a) -> {
          PySet result = new PySet(self);
          a.forEach(other -> result.addAll(Iteration.toList(other)));
          return result;
        });
    define(
        "intersection",
        true,
        (self, a) -> {
          PySet result = new PySet(self);
          a.forEach(other -> result.keys().retainAll(asSet(other).keys()));
          return result;
        });
    define(
        "difference",
        true,
        (self, a) -> {
          PySet result = new PySet(self);
          a.forEach(other -> result.keys().removeAll(asSet(other).keys()));
          return result;
        });
    define("symmetric_difference", true, (self, a) -> symmetric(self, asSet(a.get(0))));
    define("issubset", true, (self, a) -> asSet(a.get(0)).keys().containsAll(self.keys()));
    define("issuperset", true, (self, a) -> self.keys().containsAll(asSet(a.get(0)).keys()));
    define(
        "isdisjoint",
        true,
        (self, a) -> asSet(a.get(0)).keys().stream().noneMatch(self.keys()::contains));
    define("copy", true, (self, a) -> new PySet(self));
    define("add", false, (self, a) -> none(self.add(a.get(0))));
    define("discard", false, (self, a) -> none(self.remove(a.get(0))));
    define("remove", false, SetMethods::remove);
    define("pop", false, (self, a) -> pop(self));
    define(
        "clear",
        false,
        (self, a) -> {
          self.clear();
          return PyNone.NONE;
        });
    define(
        "update",
        false,
        (self, a) -> {
          a.forEach(other -> self.addAll(Iteration.toList(other)));
          return PyNone.NONE;
        });
    define(
        "difference_update",
        false,
        (self, a) -> {
          a.forEach(other -> self.keys().removeAll(asSet(other).keys()));
          return PyNone.NONE;
        });
    define(
        "intersection_update",
        false,
        (self, a) -> {
          a.forEach(other -> self.keys().retainAll(asSet(other).keys()));
          return PyNone.NONE;
        });
  }

  private static void define(String name, boolean pure, Body body) {
    Method method = (self, arguments) -> body.apply((PySet) self, arguments.positional());
    TABLE.put(name, method);
    if (pure) {
      FROZEN.put(name, method);
    }
  }

  static PySet asSet(Object value) {
    return value instanceof PySet set ? set : new PySet(Iteration.toList(value));
  }

  static PySet difference(PySet left, PySet right) {
    PySet result = new PySet(left);
    result.keys().removeAll(right.keys());
    return result;
  }

  private static PySet symmetric(PySet left, PySet right) {
    PySet result = difference(left, right);
    result.addAll(difference(right, left));
    return result;
  }

  private static Object none(boolean changed) {
    return PyNone.NONE;
  }

  private static Object remove(PySet self, List<Object> a) {
    if (!self.remove(a.get(0))) {
      throw new JinjaException(ErrorKind.KEY, PyRepr.repr(a.get(0)));
    }
    return PyNone.NONE;
  }

  private static Object pop(PySet self) {
    if (self.isEmpty()) {
      throw new JinjaException(ErrorKind.KEY, "'pop from an empty set'");
    }
    Object first = self.iterator().next();
    self.remove(first);
    return first;
  }
}
