package io.tidemill.dbt.jinja;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Jinja2's global functions. */
final class Builtins {

  private static final Signature JOINER = Signature.of("joiner(sep=)");
  private static final Map<String, Object> GLOBALS =
      Map.of(
          "range", new BoundFunction("range", Builtins::range),
          "dict", new BuiltinType("dict", Builtins::dict),
          "namespace", new BuiltinType("Namespace", arguments -> new Namespace(dict(arguments))),
          "cycler", new BuiltinType("Cycler", arguments -> new Cycler(arguments.positional())),
          "joiner", new BuiltinType("Joiner", Builtins::joiner));

  private Builtins() {}

  static Map<String, Object> globals() {
    return GLOBALS;
  }

  private static Object joiner(CallArguments arguments) {
    Object separator = JOINER.bind(arguments)[0];
    return new Joiner(separator == null ? ", " : separator);
  }

  private static Object range(CallArguments arguments) {
    List<Object> values = arguments.positional();
    if (!arguments.keywords().isEmpty()) {
      throw JinjaException.type(
          "safe_range() got an unexpected keyword argument '"
              + arguments.keywords().keySet().iterator().next()
              + "'");
    }
    if (values.isEmpty() || values.size() > 3) {
      throw JinjaException.type(
          values.isEmpty()
              ? "range expected at least 1 argument, got 0"
              : "range expected at most 3 arguments, got " + values.size());
    }
    long start = values.size() == 1 ? 0 : index(values.get(0));
    long stop = index(values.get(values.size() == 1 ? 0 : 1));
    PyRange range = PyRange.of(start, stop, values.size() == 3 ? index(values.get(2)) : 1);
    if (range.longLength() > PyRange.MAX) {
      throw JinjaException.overflow(
          "Range too big. The sandbox blocks ranges larger than MAX_RANGE (" + PyRange.MAX + ").");
    }
    return range;
  }

  private static long index(Object value) {
    return value instanceof Long number
        ? Math.max(-(1L << 60), Math.min(1L << 60, number))
        : PyNumbers.toIndex(value);
  }

  /** {@code dict(...)}. */
  static PyDict dict(CallArguments arguments) {
    if (arguments.size() > 1) {
      throw JinjaException.type("dict expected at most 1 argument, got " + arguments.size());
    }
    PyDict dict = new PyDict();
    if (arguments.size() == 1) {
      update(dict, arguments.positional().get(0));
    }
    dict.putAll(arguments.keywords());
    return dict;
  }

  /** {@code dict.update(source)}. */
  static void update(PyDict dict, Object source) {
    if (source instanceof PyDict other) {
      dict.putAll(new PyDict(other));
      return;
    }
    if (source instanceof JinjaObject object && object.isMapping()) {
      Iteration.of(object)
          .forEachRemaining(key -> dict.put(key, PythonValues.fromJava(object.getItem(key))));
      return;
    }
    Iterator<?> pairs = Iteration.of(source);
    for (int i = 0; pairs.hasNext(); i++) {
      Object pair = pairs.next();
      Iterator<?> parts = Iteration.ofOrNull(pair);
      if (parts == null) {
        throw JinjaException.type(
            "cannot convert dictionary update sequence element #" + i + " to a sequence");
      }
      List<Object> items = new ArrayList<>();
      parts.forEachRemaining(items::add);
      if (items.size() != 2) {
        throw JinjaException.value(
            "dictionary update sequence element #"
                + i
                + " has length "
                + items.size()
                + "; 2 is required");
      }
      dict.put(items.get(0), items.get(1));
    }
  }
}
