package io.tidemill.dbt.jinja;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Python's arithmetic operators. */
final class Operators {

  /** Larger ints than this many bits are refused rather than computed. */
  private static final long MAX_BITS = 4_000_000;

  /** Longer strings and lists than this are refused rather than built by repetition. */
  private static final long MAX_REPEATED = 64L << 20;

  private Operators() {}

  static void failOnUndefined(Object left, Object right) {
    if (left instanceof Undefined undefined) {
      throw undefined.failure();
    }
    if (right instanceof Undefined undefined) {
      throw undefined.failure();
    }
  }

  private static Object unsupported(String symbol, Object left, Object right) {
    if (left instanceof Arithmetic first) {
      Object result = first.operate(symbol, right);
      if (result != Missing.MISSING) {
        return result;
      }
    }
    if (right instanceof Arithmetic second) {
      Object result = second.operateReflected(symbol, left);
      if (result != Missing.MISSING) {
        return result;
      }
    }
    failOnUndefined(left, right);
    String shown = symbol.equals("**") ? "** or pow()" : symbol;
    throw JinjaException.type(
        "unsupported operand type(s) for "
            + shown
            + ": '"
            + PyTypes.operand(left)
            + "' and '"
            + PyTypes.operand(right)
            + "'");
  }

  static Object add(Object left, Object right) {
    if (left instanceof Long a && right instanceof Long b) {
      long sum = a + b;
      if (((a ^ sum) & (b ^ sum)) >= 0) {
        return sum;
      }
      return BigInteger.valueOf(a).add(BigInteger.valueOf(b));
    }
    if (left instanceof String a && right instanceof String b) {
      return a.concat(b);
    }
    if (PyNumbers.isNumber(left) && PyNumbers.isNumber(right)) {
      if (left instanceof Double || right instanceof Double) {
        return PyNumbers.toDouble(left) + PyNumbers.toDouble(right);
      }
      return PyNumbers.normalize(PyNumbers.big(left).add(PyNumbers.big(right)));
    }
    if (PyText.is(left) && PyText.is(right)) {
      if (left instanceof Markup || right instanceof Markup) {
        return new Markup(Markup.escape(left).text() + Markup.escape(right).text());
      }
      return left.toString() + right;
    }
    if (left instanceof PyList a && right instanceof PyList b) {
      return new PyList(joined(a, b));
    }
    if (left instanceof PyTuple a && right instanceof PyTuple b) {
      return PyTuple.copyOf(joined(a, b));
    }
    if (right instanceof Undefined undefined) {
      throw undefined.failure();
    }
    if (PyText.is(left)) {
      throw JinjaException.type(
          "can only concatenate str (not \"" + PyTypes.name(right) + "\") to str");
    }
    if (left instanceof PyList || left instanceof PyTuple) {
      String type = PyTypes.name(left);
      throw JinjaException.type(
          "can only concatenate " + type + " (not \"" + PyTypes.name(right) + "\") to " + type);
    }
    return unsupported("+", left, right);
  }

  private static List<Object> joined(List<Object> first, List<Object> second) {
    List<Object> all = new ArrayList<>(first.size() + second.size());
    all.addAll(first);
    all.addAll(second);
    return all;
  }

  static Object subtract(Object left, Object right) {
    if (left instanceof Long a && right instanceof Long b) {
      long difference = a - b;
      if (((a ^ b) & (a ^ difference)) >= 0) {
        return difference;
      }
      return BigInteger.valueOf(a).subtract(BigInteger.valueOf(b));
    }
    if (PyNumbers.isNumber(left) && PyNumbers.isNumber(right)) {
      if (left instanceof Double || right instanceof Double) {
        return PyNumbers.toDouble(left) - PyNumbers.toDouble(right);
      }
      return PyNumbers.normalize(PyNumbers.big(left).subtract(PyNumbers.big(right)));
    }
    if (left instanceof PySet a && right instanceof PySet b) {
      return SetMethods.difference(a, b);
    }
    if (left instanceof DictView view && view.isSetLike()) {
      return SetMethods.difference(view.toSet(), SetMethods.asSet(right));
    }
    return unsupported("-", left, right);
  }

  static Object multiply(Object left, Object right) {
    if (left instanceof Long a && right instanceof Long b) {
      long high = Math.multiplyHigh(a, b);
      long low = a * b;
      if (high == 0 && low >= 0 || high == -1 && low < 0) {
        return low;
      }
      return BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
    }
    if (PyNumbers.isNumber(left) && PyNumbers.isNumber(right)) {
      if (left instanceof Double || right instanceof Double) {
        return PyNumbers.toDouble(left) * PyNumbers.toDouble(right);
      }
      BigInteger a = PyNumbers.big(left);
      BigInteger b = PyNumbers.big(right);
      failOnHugeInt((long) a.bitLength() + b.bitLength());
      return PyNumbers.normalize(a.multiply(b));
    }
    if (isSequence(left) && !(right instanceof Arithmetic)) {
      return repeat(left, right);
    }
    if (isSequence(right) && !(left instanceof Arithmetic)) {
      return repeat(right, left);
    }
    return unsupported("*", left, right);
  }

  private static boolean isSequence(Object value) {
    return PyText.is(value) || value instanceof PyList || value instanceof PyTuple;
  }

  private static Object repeat(Object sequence, Object times) {
    if (times instanceof Undefined undefined) {
      throw undefined.failure();
    }
    if (!PyNumbers.isInt(times)) {
      throw JinjaException.type(
          "can't multiply sequence by non-int of type '" + PyTypes.name(times) + "'");
    }
    if (times instanceof BigInteger) {
      throw JinjaException.overflow("cannot fit 'int' into an index-sized integer");
    }
    int count = Math.max(0, PyNumbers.toIndex(times));
    if ((long) count * Math.max(1, Iteration.length(sequence)) > MAX_REPEATED) {
      throw new JinjaException(
          ErrorKind.LIMIT, "Expected a repeated sequence of at most " + MAX_REPEATED + " items");
    }
    String text = PyText.of(sequence);
    if (text != null) {
      String repeated = text.repeat(count);
      return sequence instanceof Markup ? new Markup(repeated) : repeated;
    }
    List<Object> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      items.addAll((List<?>) sequence);
    }
    return sequence instanceof PyTuple ? PyTuple.copyOf(items) : new PyList(items);
  }

  static Object divide(Object left, Object right) {
    if (PyNumbers.isNumber(left) && PyNumbers.isNumber(right)) {
      if (isZero(right)) {
        String kind =
            left instanceof Double || right instanceof Double
                ? "float division by zero"
                : "division by zero";
        throw new JinjaException(ErrorKind.ZERO_DIVISION, kind);
      }
      if (left instanceof BigInteger || right instanceof BigInteger) {
        return divideBig(left, right);
      }
      return PyNumbers.toDouble(left) / PyNumbers.toDouble(right);
    }
    return unsupported("/", left, right);
  }

  private static Object divideBig(Object left, Object right) {
    if (left instanceof Double || right instanceof Double) {
      return PyNumbers.toDouble(left) / PyNumbers.toDouble(right);
    }
    java.math.BigDecimal quotient =
        new java.math.BigDecimal(PyNumbers.big(left))
            .divide(new java.math.BigDecimal(PyNumbers.big(right)), new java.math.MathContext(60));
    double result = quotient.doubleValue();
    if (Double.isInfinite(result)) {
      throw JinjaException.overflow("integer division result too large for a float");
    }
    return result;
  }

  static boolean isZero(Object number) {
    return number instanceof Double value
        ? value == 0
        : number instanceof Long whole ? whole == 0 : number.equals(false);
  }

  static Object floorDivide(Object left, Object right) {
    if (PyNumbers.isNumber(left) && PyNumbers.isNumber(right)) {
      if (left instanceof Double || right instanceof Double) {
        if (isZero(right)) {
          throw new JinjaException(ErrorKind.ZERO_DIVISION, "float floor division by zero");
        }
        return floatDivMod(PyNumbers.toDouble(left), PyNumbers.toDouble(right))[0];
      }
      if (isZero(right)) {
        throw new JinjaException(ErrorKind.ZERO_DIVISION, "integer division or modulo by zero");
      }
      if (left instanceof Long a && right instanceof Long b && !(a == Long.MIN_VALUE && b == -1)) {
        return Math.floorDiv(a, b);
      }
      BigInteger[] parts = PyNumbers.big(left).divideAndRemainder(PyNumbers.big(right));
      boolean adjust = parts[1].signum() != 0 && parts[1].signum() != PyNumbers.big(right).signum();
      return PyNumbers.normalize(adjust ? parts[0].subtract(BigInteger.ONE) : parts[0]);
    }
    return unsupported("//", left, right);
  }

  /** Python's divmod of floats, computed as CPython does. */
  static double[] floatDivMod(double left, double right) {
    double mod = left % right;
    double div = (left - mod) / right;
    if (mod != 0) {
      if (right < 0 != mod < 0) {
        mod += right;
        div -= 1;
      }
    } else {
      mod = Math.copySign(0, right);
    }
    double floor;
    if (div != 0) {
      floor = Math.floor(div);
      if (div - floor > 0.5) {
        floor += 1;
      }
    } else {
      floor = Math.copySign(0, left / right);
    }
    return new double[] {floor, mod};
  }

  static Object modulo(Object left, Object right) {
    if (left instanceof Markup markup) {
      return PercentFormat.formatMarkup(markup, right);
    }
    String text = PyText.of(left);
    if (text != null) {
      return PercentFormat.format(text, right);
    }
    if (PyNumbers.isNumber(left) && PyNumbers.isNumber(right)) {
      if (left instanceof Double || right instanceof Double) {
        if (isZero(right)) {
          throw new JinjaException(ErrorKind.ZERO_DIVISION, "float modulo");
        }
        return floatDivMod(PyNumbers.toDouble(left), PyNumbers.toDouble(right))[1];
      }
      if (isZero(right)) {
        throw new JinjaException(ErrorKind.ZERO_DIVISION, "integer modulo by zero");
      }
      if (left instanceof Long a && right instanceof Long b) {
        return Math.floorMod(a, b);
      }
      BigInteger divisor = PyNumbers.big(right);
      BigInteger rest = PyNumbers.big(left).mod(divisor.abs());
      return PyNumbers.normalize(
          divisor.signum() < 0 && rest.signum() != 0 ? rest.add(divisor) : rest);
    }
    return unsupported("%", left, right);
  }

  static Object power(Object left, Object right) {
    if (!PyNumbers.isNumber(left) || !PyNumbers.isNumber(right)) {
      return unsupported("**", left, right);
    }
    if (left instanceof Double || right instanceof Double || PyNumbers.big(right).signum() < 0) {
      return floatPower(PyNumbers.toDouble(left), PyNumbers.toDouble(right));
    }
    BigInteger base = PyNumbers.big(left);
    BigInteger exponent = PyNumbers.big(right);
    if (base.abs().compareTo(BigInteger.ONE) <= 0) {
      boolean odd = exponent.testBit(0);
      return exponent.signum() == 0 || base.signum() >= 0 && base.signum() == 1
          ? 1L
          : base.signum() == 0 ? 0L : odd ? -1L : 1L;
    }
    if (exponent.bitLength() > 31) {
      failOnHugeInt(Long.MAX_VALUE);
    }
    failOnHugeInt(base.bitLength() * exponent.longValueExact());
    return PyNumbers.normalize(base.pow(exponent.intValueExact()));
  }

  private static Object floatPower(double base, double exponent) {
    if (base == 0 && exponent < 0) {
      throw new JinjaException(ErrorKind.ZERO_DIVISION, "0.0 cannot be raised to a negative power");
    }
    if (base == 1 || exponent == 0) {
      return 1.0;
    }
    if (base < 0
        && exponent != Math.rint(exponent)
        && !Double.isInfinite(base)
        && !Double.isInfinite(exponent)) {
      throw new JinjaException(ErrorKind.NOT_IMPLEMENTED, "complex numbers are not supported");
    }
    if (base == -1 && Double.isInfinite(exponent)) {
      return 1.0;
    }
    double result = Math.pow(base, exponent);
    if (Double.isInfinite(result) && !Double.isInfinite(base) && !Double.isInfinite(exponent)) {
      throw JinjaException.overflow("(34, 'Numerical result out of range')");
    }
    return result;
  }

  private static void failOnHugeInt(long bits) {
    if (bits > MAX_BITS) {
      throw new JinjaException(
          ErrorKind.LIMIT,
          "Expected an int of at most " + MAX_BITS + " bits, but the result has " + bits);
    }
  }

  static Object negate(Object value) {
    if (value instanceof Long number && number != Long.MIN_VALUE) {
      return -number;
    }
    if (value instanceof Double number) {
      return -number;
    }
    if (PyNumbers.isInt(value)) {
      return PyNumbers.normalize(PyNumbers.big(value).negate());
    }
    if (value instanceof Arithmetic arithmetic && arithmetic.negate() != Missing.MISSING) {
      return arithmetic.negate();
    }
    if (value instanceof Undefined undefined) {
      throw undefined.failure();
    }
    throw JinjaException.type("bad operand type for unary -: '" + PyTypes.name(value) + "'");
  }

  static Object plus(Object value) {
    if (value instanceof Boolean flag) {
      return flag ? 1L : 0L;
    }
    if (PyNumbers.isNumber(value) || value instanceof PyTimedelta) {
      return value;
    }
    if (value instanceof Undefined undefined) {
      throw undefined.failure();
    }
    throw JinjaException.type("bad operand type for unary +: '" + PyTypes.name(value) + "'");
  }
}
