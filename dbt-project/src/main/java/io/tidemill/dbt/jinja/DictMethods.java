package io.tidemill.dbt.jinja;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The methods of dict. */
final class DictMethods {

  static final Map<String, Method> TABLE = new HashMap<>();

  private DictMethods() {}

  /** A method body for a dict. */
  private interface Body {
    Object apply(PyDict self, List<Object> arguments);
  }

  static {
    define("get", 1, 2, (self, a) -> orElse(self.get(a.get(0)), a));
    define("keys", 0, 0, (self, a) -> new DictView(self, DictView.Part.KEYS));
    define("values", 0, 0, (self, a) -> new DictView(self, DictView.Part.VALUES));
    define("items", 0, 0, (self, a) -> new DictView(self, DictView.Part.ITEMS));
    define("copy", 0, 0, (self, a) -> new PyDict(self));
    define(
        "clear",
        0,
        0,
        (self, a) -> {
          self.clear();
          return PyNone.NONE;
        });
    define("pop", 1, 2, DictMethods::pop);
    define("popitem", 0, 0, (self, a) -> popItem(self));
    define("setdefault", 1, 2, DictMethods::setDefault);
    define("fromkeys", 1, 2, DictMethods::fromKeys);
    TABLE.put("update", DictMethods::update);
  }

  private static void define(String name, int least, int most, Body body) {
    TABLE.put(
        name,
        (self, arguments) -> {
          ListMethods.checkCount("dict." + name, arguments, least, most);
          return body.apply((PyDict) self, arguments.positional());
        });
  }

  private static Object orElse(@org.jspecify.annotations.Nullable Object found, List<Object> a) {
    return found != null ? found : a.size() > 1 ? a.get(1) : PyNone.NONE;
  }

  private static Object pop(PyDict self, List<Object> a) {
    Object removed = self.remove(a.get(0));
    if (removed == null && a.size() < 2) {
      throw new JinjaException(ErrorKind.KEY, PyRepr.repr(a.get(0)));
    }
    return removed == null ? a.get(1) : removed;
  }

  private static Object popItem(PyDict self) {
    if (self.isEmpty()) {
      throw new JinjaException(ErrorKind.KEY, "'popitem(): dictionary is empty'");
    }
    Map.Entry<Object, Object> last = null;
    for (Map.Entry<Object, Object> entry : self.entrySet()) {
      last = Map.entry(entry.getKey(), entry.getValue());
    }
    Map.Entry<Object, Object> popped = java.util.Objects.requireNonNull(last);
    self.remove(popped.getKey());
    return PyTuple.of(popped.getKey(), popped.getValue());
  }

  private static Object setDefault(PyDict self, List<Object> a) {
    Object found = self.get(a.get(0));
    if (found != null) {
      return found;
    }
    Object value = a.size() > 1 ? a.get(1) : PyNone.NONE;
    self.put(a.get(0), value);
    return value;
  }

  private static Object fromKeys(PyDict self, List<Object> a) {
    PyDict dict = new PyDict();
    Object value = a.size() > 1 ? a.get(1) : PyNone.NONE;
    Iteration.of(a.get(0)).forEachRemaining(key -> dict.put(key, value));
    return dict;
  }

  private static Object update(Object self, CallArguments arguments) {
    if (arguments.size() > 1) {
      throw JinjaException.type("update expected at most 1 argument, got " + arguments.size());
    }
    PyDict dict = (PyDict) self;
    if (arguments.size() == 1) {
      Builtins.update(dict, arguments.positional().get(0));
    }
    dict.putAll(arguments.keywords());
    return PyNone.NONE;
  }
}
