package io.tidemill.dbt.jinja;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;

/** The methods of int and float. */
final class NumberMethods {

  static final Map<String, Method> INT = new HashMap<>();
  static final Map<String, Method> FLOAT = new HashMap<>();

  private NumberMethods() {}

  static {
    INT.put("bit_length", (self, a) -> (long) PyNumbers.big(self).abs().bitLength());
    INT.put("bit_count", (self, a) -> (long) PyNumbers.big(self).abs().bitCount());
    INT.put("conjugate", (self, a) -> Operators.plus(self));
    INT.put("as_integer_ratio", (self, a) -> PyTuple.of(Operators.plus(self), 1L));
    FLOAT.put(
        "is_integer",
        (self, a) -> {
          double value = (Double) self;
          return value == Math.rint(value) && !Double.isInfinite(value);
        });
    FLOAT.put("conjugate", (self, a) -> self);
    FLOAT.put("hex", (self, a) -> hex((Double) self));
    FLOAT.put("as_integer_ratio", (self, a) -> ratio((Double) self));
  }

  private static String hex(double value) {
    String text = Double.toHexString(value);
    int point = text.indexOf('.');
    int exponent = text.indexOf('p');
    if (point < 0) {
      return text;
    }
    String fraction = text.substring(point + 1, exponent);
    String sign = text.charAt(exponent + 1) == '-' ? "" : "+";
    if (value == 0) {
      return text.substring(0, point) + ".0p+0";
    }
    String padded = fraction + "0".repeat(Math.max(0, 13 - fraction.length()));
    return text.substring(0, point + 1) + padded + "p" + sign + text.substring(exponent + 1);
  }

  private static Object ratio(double value) {
    BigDecimal exact = new BigDecimal(value);
    BigInteger numerator = exact.unscaledValue();
    BigInteger denominator = BigInteger.TEN.pow(Math.max(0, exact.scale()));
    if (exact.scale() < 0) {
      numerator = numerator.multiply(BigInteger.TEN.pow(-exact.scale()));
    }
    BigInteger divisor = numerator.gcd(denominator);
    return PyTuple.of(
        PyNumbers.normalize(numerator.divide(divisor)),
        PyNumbers.normalize(denominator.divide(divisor)));
  }
}
