package io.tidemill.dbt.jinja;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Python's comparison operators. */
final class Comparisons {

  private Comparisons() {}

  enum Order {
    LESS("<"),
    LESS_EQUAL("<="),
    GREATER(">"),
    GREATER_EQUAL(">=");

    private final String symbol;

    Order(String symbol) {
      this.symbol = symbol;
    }

    boolean holds(int sign) {
      return switch (this) {
        case LESS -> sign < 0;
        case LESS_EQUAL -> sign <= 0;
        case GREATER -> sign > 0;
        case GREATER_EQUAL -> sign >= 0;
      };
    }
  }

  static boolean equal(Object left, Object right) {
    if (left instanceof String a && right instanceof String b) {
      return a.equals(b);
    }
    if (PyNumbers.isNumber(left) && PyNumbers.isNumber(right)) {
      return numbersEqual(left, right);
    }
    if (left == right) {
      return true;
    }
    String text = PyText.of(left);
    if (text != null) {
      return text.equals(PyText.of(right));
    }
    if (left instanceof PyList a && right instanceof PyList b) {
      return sequencesEqual(a, b);
    }
    if (left instanceof PyTuple a && right instanceof PyTuple b) {
      return sequencesEqual(a, b);
    }
    if (left instanceof PyDict a && right instanceof PyDict b) {
      return dictsEqual(a, b);
    }
    return left.equals(right) || right.equals(left);
  }

  private static boolean numbersEqual(Object left, Object right) {
    if (left instanceof Long a && right instanceof Long b) {
      return a.longValue() == b.longValue();
    }
    if (left instanceof Double || right instanceof Double) {
      double a = left instanceof Double number ? number : Double.NaN;
      double b = right instanceof Double number ? number : Double.NaN;
      if (left instanceof Double && right instanceof Double) {
        return a == b;
      }
      double only = left instanceof Double ? a : b;
      return !Double.isNaN(only) && !Double.isInfinite(only) && compareNumbers(left, right) == 0;
    }
    return PyNumbers.big(left).equals(PyNumbers.big(right));
  }

  private static boolean sequencesEqual(List<Object> left, List<Object> right) {
    if (left.size() != right.size()) {
      return false;
    }
    for (int i = 0; i < left.size(); i++) {
      Object a = left.get(i);
      Object b = right.get(i);
      if (a != b && !equal(a, b)) {
        return false;
      }
    }
    return true;
  }

  private static boolean dictsEqual(PyDict left, PyDict right) {
    if (left.size() != right.size()) {
      return false;
    }
    for (Map.Entry<Object, Object> entry : left.entrySet()) {
      Object other = right.get(entry.getKey());
      if (other == null || other != entry.getValue() && !equal(entry.getValue(), other)) {
        return false;
      }
    }
    return true;
  }

  static boolean test(Order order, Object left, Object right) {
    if (PyNumbers.isNumber(left) && PyNumbers.isNumber(right)) {
      boolean unordered =
          left instanceof Double a && a.isNaN() || right instanceof Double b && b.isNaN();
      return !unordered && order.holds(compareNumbers(left, right));
    }
    String a = PyText.of(left);
    String b = PyText.of(right);
    if (a != null && b != null) {
      return order.holds(PyText.compare(a, b));
    }
    if (left instanceof PyList x && right instanceof PyList y) {
      return testSequences(order, x, y);
    }
    if (left instanceof PyTuple x && right instanceof PyTuple y) {
      return testSequences(order, x, y);
    }
    if (left instanceof PySet x && right instanceof PySet y) {
      return testSets(order, x, y);
    }
    if (left instanceof DictView x
        && right instanceof DictView y
        && x.isSetLike()
        && y.isSetLike()) {
      return testSets(order, x.toSet(), y.toSet());
    }
    if (left instanceof Ordered x && x.isComparable(right)) {
      return order.holds(x.compareWith(right));
    }
    Operators.failOnUndefined(left, right);
    throw JinjaException.type(
        "'"
            + order.symbol
            + "' not supported between instances of '"
            + PyTypes.operand(left)
            + "' and '"
            + PyTypes.operand(right)
            + "'");
  }

  private static boolean testSequences(Order order, List<Object> left, List<Object> right) {
    int shared = Math.min(left.size(), right.size());
    for (int i = 0; i < shared; i++) {
      if (!equal(left.get(i), right.get(i))) {
        return test(order, left.get(i), right.get(i));
      }
    }
    return order.holds(Integer.compare(left.size(), right.size()));
  }

  private static boolean testSets(Order order, PySet left, PySet right) {
    return switch (order) {
      case LESS -> left.size() < right.size() && right.keys().containsAll(left.keys());
      case LESS_EQUAL -> right.keys().containsAll(left.keys());
      case GREATER -> left.size() > right.size() && left.keys().containsAll(right.keys());
      case GREATER_EQUAL -> left.keys().containsAll(right.keys());
    };
  }

  /** The order of two values as {@code sorted} sees it, which only asks for less-than. */
  static int compare(Object left, Object right) {
    if (test(Order.LESS, left, right)) {
      return -1;
    }
    return test(Order.LESS, right, left) ? 1 : 0;
  }

  private static int compareNumbers(Object left, Object right) {
    if (left instanceof Long a && right instanceof Long b) {
      return Long.compare(a, b);
    }
    if (left instanceof Double a && right instanceof Double b) {
      return a < b ? -1 : a > b ? 1 : 0;
    }
    if (left instanceof Double a && a.isInfinite()) {
      return a > 0 ? 1 : -1;
    }
    if (right instanceof Double b && b.isInfinite()) {
      return b > 0 ? -1 : 1;
    }
    return decimal(left).compareTo(decimal(right));
  }

  private static BigDecimal decimal(Object number) {
    return number instanceof Double value
        ? new BigDecimal(value)
        : new BigDecimal(PyNumbers.big(number));
  }
}
