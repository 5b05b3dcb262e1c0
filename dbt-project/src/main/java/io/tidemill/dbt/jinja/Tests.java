package io.tidemill.dbt.jinja;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The tests of Jinja2. */
final class Tests {

  private static final Map<String, FilterFunction> ALL = new HashMap<>();

  private Tests() {}

  static {
    define("odd", value -> Comparisons.equal(Operators.modulo(value, 2L), 1L));
    define("even", value -> Comparisons.equal(Operators.modulo(value, 2L), 0L));
    define("defined", value -> !(value instanceof Undefined));
    define("undefined", value -> value instanceof Undefined);
    define("none", value -> value == PyNone.NONE);
    define("boolean", value -> value instanceof Boolean);
    define("false", value -> Boolean.FALSE.equals(value));
    define("true", value -> Boolean.TRUE.equals(value));
    define("integer", value -> PyNumbers.isInt(value) && !(value instanceof Boolean));
    define("float", value -> value instanceof Double);
    define("lower", value -> StrCase.isLower(PyRepr.str(value)));
    define("upper", value -> StrCase.isUpper(PyRepr.str(value)));
    define("string", PyText::is);
    define(
        "mapping",
        value ->
            value instanceof PyDict || value instanceof JinjaObject object && object.isMapping());
    define("number", PyNumbers::isNumber);
    define("sequence", Tests::isSequence);
    define("iterable", value -> Iteration.ofOrNull(value) != null);
    define("callable", Calls::isCallable);
    define("escaped", value -> value instanceof Markup);
    put(
        "divisibleby",
        "test_divisibleby(value, num)",
        (context, a) -> Comparisons.equal(Operators.modulo(a[0], a[1]), 0L));
    put("sameas", "test_sameas(value, other)", (context, a) -> isSame(a[0], a[1]));
    put("in", "test_in(value, seq)", (context, a) -> Iteration.contains(a[1], a[0]));
    put("filter", "test_filter(value)", (context, a) -> context.environment().hasFilter(a[0]));
    put("test", "test_test(value)", (context, a) -> context.environment().hasTest(a[0]));
    for (String name : List.of("==", "eq", "equalto")) {
      put(name, "eq(a, b)", (context, a) -> Comparisons.equal(a[0], a[1]));
    }
    for (String name : List.of("!=", "ne")) {
      put(name, "ne(a, b)", (context, a) -> !Comparisons.equal(a[0], a[1]));
    }
    order(Comparisons.Order.GREATER, ">", "gt", "greaterthan");
    order(Comparisons.Order.GREATER_EQUAL, ">=", "ge");
    order(Comparisons.Order.LESS, "<", "lt", "lessthan");
    order(Comparisons.Order.LESS_EQUAL, "<=", "le");
  }

  /** A test with a signature. */
  private interface Body {
    boolean holds(FilterContext context, Object[] arguments);
  }

  private static void put(String name, String signature, Body body) {
    Signature bound = Signature.of(signature);
    ALL.put(
        name,
        (context, value, arguments) -> {
          @org.jspecify.annotations.Nullable Object[] a = bound.bind(value, arguments);
          Object[] given = new Object[a.length];
          for (int i = 0; i < a.length; i++) {
            given[i] = Filters.required(a[i]);
          }
          return body.holds(context, given);
        });
  }

  private static void define(String name, Predicate<Object> predicate) {
    put(name, "test_" + name + "(value)", (context, a) -> predicate.test(a[0]));
  }

  private static void order(Comparisons.Order order, String... names) {
    for (String name : names) {
      put(name, names[1] + "(a, b)", (context, a) -> Comparisons.test(order, a[0], a[1]));
    }
  }

  private static boolean isSequence(Object value) {
    if (value instanceof PySet || value instanceof PyIterator || value instanceof DictView) {
      return false;
    }
    if (value instanceof JinjaObject object) {
      return object.length() >= 0 && object.hasItems();
    }
    return Iteration.lengthOrNegative(value) >= 0;
  }

  private static boolean isSame(Object left, Object right) {
    if (left == right) {
      return true;
    }
    boolean immutable = left instanceof String || left instanceof Long || left instanceof Boolean;
    return immutable && left.equals(right);
  }

  static Map<String, FilterFunction> all() {
    return ALL;
  }
}
