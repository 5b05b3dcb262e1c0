package io.tidemill.dbt.jinja;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The methods of list and tuple. */
final class ListMethods {

  static final Map<String, Method> LIST = new HashMap<>();
  static final Map<String, Method> TUPLE = new HashMap<>();

  private ListMethods() {}

  /** A method body for a list. */
  private interface Body {
    Object apply(PyList self, List<Object> arguments);
  }

  static {
    define("append", 1, 1, (self, a) -> none(self.add(a.get(0))));
    define("extend", 1, 1, (self, a) -> none(self.addAll(Iteration.toList(a.get(0)))));
    define("insert", 2, 2, ListMethods::insert);
    define("remove", 1, 1, ListMethods::remove);
    define("pop", 0, 1, ListMethods::pop);
    define(
        "clear",
        0,
        0,
        (self, a) -> {
          self.clear();
          return PyNone.NONE;
        });
    define(
        "reverse",
        0,
        0,
        (self, a) -> {
          Collections.reverse(self);
          return PyNone.NONE;
        });
    define("copy", 0, 0, (self, a) -> new PyList(self));
    LIST.put("sort", ListMethods::sort);
    LIST.put("index", ListMethods::index);
    LIST.put("count", ListMethods::count);
    TUPLE.put("index", ListMethods::index);
    TUPLE.put("count", ListMethods::count);
  }

  private static void define(String name, int least, int most, Body body) {
    LIST.put(
        name,
        (self, arguments) -> {
          checkCount("list." + name, arguments, least, most);
          return body.apply((PyList) self, arguments.positional());
        });
  }

  /** Complains about the number of arguments as methods of C types do. */
  static void checkCount(String name, CallArguments arguments, int least, int most) {
    if (!arguments.keywords().isEmpty()) {
      throw JinjaException.type(name + "() takes no keyword arguments");
    }
    int given = arguments.size();
    if (given >= least && given <= most) {
      return;
    }
    if (least == most) {
      String takes = least == 0 ? "no arguments" : least == 1 ? "exactly one argument" : "";
      if (takes.isEmpty()) {
        throw JinjaException.type(
            name.substring(name.indexOf('.') + 1)
                + " expected "
                + least
                + " arguments, got "
                + given);
      }
      throw JinjaException.type(name + "() takes " + takes + " (" + given + " given)");
    }
    String bare = name.substring(name.indexOf('.') + 1);
    String bound = given < least ? "at least " + least : "at most " + most;
    int limit = given < least ? least : most;
    throw JinjaException.type(
        bare + " expected " + bound + " argument" + (limit == 1 ? "" : "s") + ", got " + given);
  }

  private static Object none(boolean changed) {
    return PyNone.NONE;
  }

  private static Object insert(PyList self, List<Object> a) {
    int index = PyNumbers.toIndex(a.get(0));
    int absolute = index < 0 ? Math.max(0, index + self.size()) : Math.min(index, self.size());
    self.add(absolute, a.get(1));
    return PyNone.NONE;
  }

  private static Object remove(PyList self, List<Object> a) {
    for (int i = 0; i < self.size(); i++) {
      if (Comparisons.equal(self.get(i), a.get(0))) {
        self.remove(i);
        return PyNone.NONE;
      }
    }
    throw JinjaException.value("list.remove(x): x not in list");
  }

  private static Object pop(PyList self, List<Object> a) {
    if (self.isEmpty()) {
      throw new JinjaException(ErrorKind.INDEX, "pop from empty list");
    }
    int index = a.isEmpty() ? -1 : PyNumbers.toIndex(a.get(0));
    int absolute = index < 0 ? index + self.size() : index;
    if (absolute < 0 || absolute >= self.size()) {
      throw new JinjaException(ErrorKind.INDEX, "pop index out of range");
    }
    return self.remove(absolute);
  }

  private static Object sort(Object self, CallArguments arguments) {
    if (arguments.size() > 0) {
      throw JinjaException.type("sort() takes no positional arguments");
    }
    PyList list = (PyList) self;
    Object key = arguments.keywords().get("key");
    Object reverse = arguments.keywords().get("reverse");
    List<Object> sorted = sorted(new ArrayList<>(list), key, reverse != null && Truth.of(reverse));
    for (int i = 0; i < sorted.size(); i++) {
      list.set(i, sorted.get(i));
    }
    return PyNone.NONE;
  }

  /** {@code sorted(items, key=, reverse=)}: stable, also when reversed. */
  static List<Object> sorted(List<Object> items, @Nullable Object key, boolean reverse) {
    record Keyed(Object key, Object item) {}
    List<Keyed> keyed = new ArrayList<>(items.size());
    for (Object item : items) {
      boolean plain = key == null || key == PyNone.NONE;
      keyed.add(
          new Keyed(
              plain
                  ? item
                  : Calls.call(Filters.required(key), new CallArguments(List.of(item), Map.of())),
              item));
    }
    Comparator<Keyed> order = (left, right) -> Comparisons.compare(left.key, right.key);
    keyed.sort(reverse ? order.reversed() : order);
    List<Object> result = new ArrayList<>(items.size());
    keyed.forEach(each -> result.add(each.item));
    return result;
  }

  private static Object index(Object self, CallArguments arguments) {
    List<?> list = (List<?>) self;
    String type = PyTypes.name(self);
    checkCount(type + ".index", arguments, 1, 3);
    Object wanted = arguments.positional().get(0);
    int from = arguments.size() > 1 ? bound(arguments.positional().get(1), list.size()) : 0;
    int to = arguments.size() > 2 ? bound(arguments.positional().get(2), list.size()) : list.size();
    for (int i = from; i < Math.min(to, list.size()); i++) {
      if (Comparisons.equal(list.get(i), wanted)) {
        return (long) i;
      }
    }
    throw JinjaException.value(
        self instanceof PyTuple
            ? "tuple.index(x): x not in tuple"
            : PyRepr.repr(wanted) + " is not in list");
  }

  private static int bound(Object value, int size) {
    int index = PyNumbers.toIndex(value);
    return index < 0 ? Math.max(0, index + size) : index;
  }

  private static Object count(Object self, CallArguments arguments) {
    checkCount(PyTypes.name(self) + ".count", arguments, 1, 1);
    long count = 0;
    for (Object item : (List<?>) self) {
      count += Comparisons.equal(item, arguments.positional().get(0)) ? 1 : 0;
    }
    return count;
  }
}
