package io.tidemill.dbt.jinja;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Floats as text with a given precision. */
final class FloatFormat {

  private FloatFormat() {}

  static String special(double value) {
    return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
  }

  static boolean isSpecial(double value) {
    return Double.isNaN(value) || Double.isInfinite(value);
  }

  private static String sign(double value) {
    return value < 0 || value == 0 && 1 / value < 0 ? "-" : "";
  }

  /** As {@code %.nf}. */
  static String fixed(double value, int precision) {
    if (isSpecial(value)) {
      return special(value);
    }
    return sign(value)
        + new BigDecimal(value).abs().setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
  }

  /** As {@code %.ne}. */
  static String exponent(double value, int precision) {
    if (isSpecial(value)) {
      return special(value);
    }
    if (value == 0) {
      return sign(value) + "0" + (precision > 0 ? "." + "0".repeat(precision) : "") + "e+00";
    }
    BigDecimal rounded =
        new BigDecimal(value).abs().round(new MathContext(precision + 1, RoundingMode.HALF_EVEN));
    String digits = rounded.unscaledValue().toString();
    int power = digits.length() - 1 - rounded.scale();
    String padded = digits + "0".repeat(Math.max(0, precision + 1 - digits.length()));
    String fraction = precision > 0 ? "." + padded.substring(1, precision + 1) : "";
    return sign(value) + padded.charAt(0) + fraction + power(power);
  }

  private static String power(int power) {
    int magnitude = Math.abs(power);
    return "e" + (power < 0 ? "-" : "+") + (magnitude < 10 ? "0" : "") + magnitude;
  }

  /** As {@code %.ng}; keepZeros is the alternate form. */
  static String general(double value, int significant, boolean keepZeros) {
    if (isSpecial(value)) {
      return special(value);
    }
    int precision = Math.max(1, significant);
    int power = power(value, precision);
    if (power < -4 || power >= precision) {
      String text = exponent(value, precision - 1);
      int e = text.indexOf('e');
      return keepZeros ? text : trimZeros(text.substring(0, e)) + text.substring(e);
    }
    String text = fixed(value, Math.max(0, precision - 1 - power));
    return keepZeros ? text : trimZeros(text);
  }

  private static int power(double value, int precision) {
    if (value == 0) {
      return 0;
    }
    BigDecimal rounded =
        new BigDecimal(value).abs().round(new MathContext(precision, RoundingMode.HALF_EVEN));
    return rounded.precision() - 1 - rounded.scale();
  }

  private static String trimZeros(String text) {
    if (text.indexOf('.') < 0) {
      return text;
    }
    int end = text.length();
    while (text.charAt(end - 1) == '0') {
      end--;
    }
    return text.substring(0, text.charAt(end - 1) == '.' ? end - 1 : end);
  }
}
