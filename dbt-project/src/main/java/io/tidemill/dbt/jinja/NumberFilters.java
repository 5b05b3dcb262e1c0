package io.tidemill.dbt.jinja;

import static io.tidemill.dbt.jinja.Filters.define;
import static io.tidemill.dbt.jinja.Filters.isTrue;
import static io.tidemill.dbt.jinja.Filters.or;
import static io.tidemill.dbt.jinja.Filters.required;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Filters of numbers. */
final class NumberFilters {

  private NumberFilters() {}

  static void register(Map<String, FilterFunction> filters) {
    filters.put("abs", (context, value, arguments) -> absolute(value, arguments));
    define(filters, "int", "do_int(value, default=, base=)", NumberFilters::toInt);
    define(filters, "float", "do_float(value, default=)", NumberFilters::toFloat);
    define(filters, "round", "do_round(value, precision=, method=)", NumberFilters::round);
    define(
        filters,
        "filesizeformat",
        "do_filesizeformat(value, binary=)",
        (c, a) -> fileSize(toDouble(required(a[0])), isTrue(a[1])));
  }

  private static Object absolute(Object value, CallArguments arguments) {
    if (!arguments.isEmpty()) {
      throw JinjaException.type(
          "abs() takes exactly one argument (" + (arguments.size() + 1) + " given)");
    }
    if (value instanceof Arithmetic arithmetic && arithmetic.absolute() != Missing.MISSING) {
      return arithmetic.absolute();
    }
    if (!PyNumbers.isNumber(value)) {
      throw JinjaException.type("bad operand type for abs(): '" + PyTypes.name(value) + "'");
    }
    return value instanceof Double number
        ? (Object) Math.abs(number)
        : PyNumbers.normalize(PyNumbers.big(value).abs());
  }

  private static Object toInt(FilterContext context, @Nullable Object[] a) {
    Object value = required(a[0]);
    if (value instanceof Undefined undefined) {
      throw undefined.failure();
    }
    String text = PyText.of(value);
    if (text != null) {
      Object parsed = PyNumbers.parseInt(text, PyNumbers.toIndex(or(a[2], 10L)));
      if (parsed != null) {
        return parsed;
      }
      Double number = PyNumbers.parseFloat(text);
      return number == null || FloatFormat.isSpecial(number)
          ? or(a[1], 0L)
          : PyNumbers.truncate(number);
    }
    if (PyNumbers.isInt(value)) {
      return PyNumbers.normalize(PyNumbers.big(value));
    }
    if (value instanceof Double number) {
      if (Double.isInfinite(number)) {
        throw JinjaException.overflow("cannot convert float infinity to integer");
      }
      return Double.isNaN(number) ? or(a[1], 0L) : PyNumbers.truncate(number);
    }
    return or(a[1], 0L);
  }

  private static Object toFloat(FilterContext context, @Nullable Object[] a) {
    Object value = required(a[0]);
    if (value instanceof Undefined undefined) {
      throw undefined.failure();
    }
    if (PyNumbers.isNumber(value)) {
      return PyNumbers.toDouble(value);
    }
    String text = PyText.of(value);
    Double parsed = text == null ? null : PyNumbers.parseFloat(text);
    return parsed == null ? or(a[1], 0.0) : parsed;
  }

  private static double toDouble(Object value) {
    String text = PyText.of(value);
    if (text != null) {
      return PyNumbers.parseFloatOrFail(text);
    }
    if (!PyNumbers.isNumber(value)) {
      if (value instanceof Undefined undefined) {
        throw undefined.failure();
      }
      throw JinjaException.type(
          "float() argument must be a string or a real number, not '" + PyTypes.name(value) + "'");
    }
    return PyNumbers.toDouble(value);
  }

  private static Object round(FilterContext context, @Nullable Object[] a) {
    Object value = required(a[0]);
    Object precision = or(a[1], 0L);
    String method = StringFilters.string(or(a[2], "common"));
    if (method.equals("common")) {
      return roundHalfEven(value, precision);
    }
    if (!method.equals("ceil") && !method.equals("floor")) {
      throw new JinjaException(ErrorKind.FILTER_ARGUMENT, "method must be common, ceil or floor");
    }
    Object scale = Operators.power(10L, precision);
    Object scaled = Operators.multiply(value, scale);
    if (!PyNumbers.isNumber(scaled)) {
      throw JinjaException.type("must be real number, not " + PyTypes.name(scaled));
    }
    Object whole = scaled;
    if (scaled instanceof Double number) {
      whole = PyNumbers.truncate(method.equals("ceil") ? Math.ceil(number) : Math.floor(number));
    }
    return Operators.divide(whole, scale);
  }

  /** {@code round(value, precision)}. */
  static Object roundHalfEven(Object value, Object precision) {
    if (!PyNumbers.isNumber(value)) {
      throw JinjaException.type("type " + PyTypes.name(value) + " doesn't define __round__ method");
    }
    if (precision == PyNone.NONE) {
      if (value instanceof Double number) {
        return PyNumbers.truncate(Math.rint(number));
      }
      return PyNumbers.normalize(PyNumbers.big(value));
    }
    int digits = PyNumbers.toIndex(precision);
    if (value instanceof Double number) {
      if (FloatFormat.isSpecial(number) || digits > 323) {
        return number;
      }
      if (digits < -308) {
        return number < 0 || 1 / number < 0 ? -0.0 : 0.0;
      }
      double rounded =
          new BigDecimal(number).setScale(digits, RoundingMode.HALF_EVEN).doubleValue();
      return rounded == 0 && (number < 0 || 1 / number < 0) ? -0.0 : rounded;
    }
    if (digits >= 0) {
      return PyNumbers.normalize(PyNumbers.big(value));
    }
    BigInteger whole = PyNumbers.big(value);
    if (-digits > 10_000) {
      return 0L;
    }
    return PyNumbers.normalize(
        new BigDecimal(whole).setScale(digits, RoundingMode.HALF_EVEN).toBigInteger());
  }

  private static String fileSize(double bytes, boolean binary) {
    int base = binary ? 1024 : 1000;
    if (bytes == 1) {
      return "1 Byte";
    }
    if (bytes < base) {
      return PyRepr.str(PyNumbers.truncate(bytes)) + " Bytes";
    }
    String[] prefixes = {"k", "M", "G", "T", "P", "E", "Z", "Y"};
    double unit = base;
    for (int i = 0; i < prefixes.length; i++) {
      unit = BigInteger.valueOf(base).pow(i + 2).doubleValue();
      if (bytes < unit || i == prefixes.length - 1) {
        String prefix =
            binary ? prefixes[i].toUpperCase(java.util.Locale.ROOT) + "iB" : prefixes[i] + "B";
        return FloatFormat.fixed(base * bytes / unit, 1) + " " + prefix;
      }
    }
    throw new IllegalStateException("Expected a unit for " + bytes);
  }
}
