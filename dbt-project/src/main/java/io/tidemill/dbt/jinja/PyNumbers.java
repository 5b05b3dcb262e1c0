package io.tidemill.dbt.jinja;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Reading and printing of ints and floats as Python does it. */
final class PyNumbers {

  private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);

  /** Python refuses to convert longer ints to or from text. */
  private static final int MAX_DIGITS = 4300;

  private PyNumbers() {}

  /** The int value as Long where it fits. */
  static Object normalize(BigInteger value) {
    return value.compareTo(LONG_MIN) >= 0 && value.compareTo(LONG_MAX) <= 0
        ? (Object) value.longValue()
        : value;
  }

  static boolean isInt(Object value) {
    return value instanceof Long || value instanceof Boolean || value instanceof BigInteger;
  }

  static boolean isNumber(Object value) {
    return isInt(value) || value instanceof Double;
  }

  static BigInteger big(Object value) {
    if (value instanceof BigInteger big) {
      return big;
    }
    if (value instanceof Boolean flag) {
      return flag ? BigInteger.ONE : BigInteger.ZERO;
    }
    return BigInteger.valueOf((Long) value);
  }

  static double toDouble(Object value) {
    if (value instanceof Double number) {
      return number;
    }
    if (value instanceof Long number) {
      return number.doubleValue();
    }
    if (value instanceof Boolean flag) {
      return flag ? 1 : 0;
    }
    double result = ((BigInteger) value).doubleValue();
    if (Double.isInfinite(result)) {
      throw JinjaException.overflow("int too large to convert to float");
    }
    return result;
  }

  /** An int argument that must fit a Java int; raises TypeError for other types. */
  static int toIndex(Object value) {
    if (value instanceof Long number) {
      return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, number));
    }
    if (value instanceof Boolean flag) {
      return flag ? 1 : 0;
    }
    if (value instanceof BigInteger big) {
      throw JinjaException.overflow("Python int too large to convert to C ssize_t");
    }
    throw JinjaException.type(
        "'" + PyTypes.name(value) + "' object cannot be interpreted as an integer");
  }

  static Object truncate(double value) {
    if (Double.isNaN(value)) {
      throw JinjaException.value("cannot convert float NaN to integer");
    }
    if (Double.isInfinite(value)) {
      throw JinjaException.overflow("cannot convert float infinity to integer");
    }
    return normalize(new BigDecimal(value).toBigInteger());
  }

  /** {@code int(text, base)}, or null when the text is no int. */
  static @Nullable Object parseInt(String text, int base) {
    String digits = PyText.strip(text);
    boolean negative = digits.startsWith("-");
    if (negative || digits.startsWith("+")) {
      digits = digits.substring(1);
    }
    String prefix =
        digits.length() > 2 ? digits.substring(0, 2).toLowerCase(java.util.Locale.ROOT) : "";
    int radix = base;
    int prefixed =
        switch (prefix) {
          case "0x" -> 16;
          case "0o" -> 8;
          case "0b" -> 2;
          default -> 0;
        };
    boolean separatorAllowed = false;
    if (prefixed != 0 && (base == 0 || base == prefixed)) {
      radix = prefixed;
      digits = digits.substring(2);
      separatorAllowed = true;
    } else if (base == 0) {
      radix = 10;
      if (digits.length() > 1
          && digits.charAt(0) == '0'
          && !digits.replace("0", "").replace("_", "").isEmpty()) {
        return null;
      }
    }
    StringBuilder clean = new StringBuilder(digits.length());
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (c == '_') {
        if (!separatorAllowed || i == digits.length() - 1) {
          return null;
        }
        separatorAllowed = false;
        continue;
      }
      int digit = Character.digit(c, radix);
      if (digit < 0) {
        return null;
      }
      clean.append(Character.forDigit(digit, radix));
      separatorAllowed = true;
    }
    if (clean.isEmpty()) {
      return null;
    }
    if (clean.length() > MAX_DIGITS && Integer.bitCount(radix) != 1) {
      throw JinjaException.value(
          "Exceeds the limit (4300 digits) for integer string conversion: value has "
              + clean.length()
              + " digits; use sys.set_int_max_str_digits() to increase the limit");
    }
    BigInteger value = new BigInteger(clean.toString(), radix);
    return normalize(negative ? value.negate() : value);
  }

  /** {@code float(text)}; raises ValueError. */
  static double parseFloatOrFail(String text) {
    Double value = parseFloat(text);
    if (value == null) {
      throw JinjaException.value("could not convert string to float: " + PyRepr.repr(text));
    }
    return value;
  }

  static @Nullable Double parseFloat(String text) {
    String body = PyText.strip(text).toLowerCase(java.util.Locale.ROOT);
    String unsigned = body.startsWith("-") || body.startsWith("+") ? body.substring(1) : body;
    boolean negative = body.startsWith("-");
    if (unsigned.equals("inf") || unsigned.equals("infinity")) {
      return negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    if (unsigned.equals("nan")) {
      return Double.NaN;
    }
    StringBuilder clean = new StringBuilder(unsigned.length());
    boolean digits = false;
    for (int i = 0; i < unsigned.length(); i++) {
      char c = unsigned.charAt(i);
      if (c == '_') {
        boolean between =
            i > 0
                && i + 1 < unsigned.length()
                && Character.isDigit(unsigned.charAt(i - 1))
                && Character.isDigit(unsigned.charAt(i + 1));
        if (!between) {
          return null;
        }
        continue;
      }
      if (Character.isDigit(c)) {
        digits = true;
        clean.append((char) ('0' + Character.digit(c, 10)));
      } else if (c == '.' || c == 'e' || c == '+' || c == '-') {
        clean.append(c);
      } else {
        return null;
      }
    }
    if (!digits) {
      return null;
    }
    try {
      double value = Double.parseDouble(clean.toString());
      return negative ? -value : value;
    } catch (NumberFormatException notNumber) {
      return null;
    }
  }

  static String intText(Object value) {
    if (value instanceof BigInteger big) {
      if (big.bitLength() > 14_000 && big.abs().toString().length() > MAX_DIGITS) {
        throw JinjaException.value(
            "Exceeds the limit (4300 digits) for integer string conversion;"
                + " use sys.set_int_max_str_digits() to increase the limit");
      }
      return big.toString();
    }
    return value.toString();
  }

  /** {@code repr(float)}: the shortest text that reads back as the same number. */
  static String floatRepr(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0.0" : "0.0";
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return (long) value + ".0";
    }
    BigDecimal digits = shortest(value);
    String unscaled = digits.unscaledValue().abs().toString();
    int point = unscaled.length() - digits.scale();
    String sign = value < 0 ? "-" : "";
    if (point > 16 || point < -3) {
      String fraction = unscaled.length() > 1 ? "." + unscaled.substring(1) : "";
      int exponent = point - 1;
      String magnitude =
          Math.abs(exponent) < 10 ? "0" + Math.abs(exponent) : "" + Math.abs(exponent);
      return sign + unscaled.charAt(0) + fraction + "e" + (exponent < 0 ? "-" : "+") + magnitude;
    }
    if (point <= 0) {
      return sign + "0." + "0".repeat(-point) + unscaled;
    }
    if (point >= unscaled.length()) {
      return sign + unscaled + "0".repeat(point - unscaled.length()) + ".0";
    }
    return sign + unscaled.substring(0, point) + "." + unscaled.substring(point);
  }

  private static BigDecimal shortest(double value) {
    BigDecimal exact = new BigDecimal(value);
    for (int precision = Math.abs(value) < 1e-300 ? 1 : 15; precision <= 17; precision++) {
      for (RoundingMode mode :
          new RoundingMode[] {RoundingMode.HALF_EVEN, RoundingMode.UP, RoundingMode.DOWN}) {
        BigDecimal rounded = exact.round(new MathContext(precision, mode));
        if (rounded.doubleValue() == value) {
          return rounded.stripTrailingZeros();
        }
      }
    }
    return exact;
  }
}
