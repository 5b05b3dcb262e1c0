package io.tidemill.dbt.jinja;

import java.math.BigInteger;

/** Python's {@code %} on strings. */
final class PercentFormat {

  private static final int STAR = Integer.MIN_VALUE;

  private final String format;
  private final Object values;
  private final boolean escape;
  private final StringBuilder out = new StringBuilder();
  private int at;
  private int used;
  private boolean usedMapping;

  private PercentFormat(String format, Object values, boolean escape) {
    this.format = format;
    this.values = values;
    this.escape = escape;
  }

  static Object format(String format, Object values) {
    return new PercentFormat(format, values, false).run();
  }

  /** The same with values escaped for HTML. */
  static Object formatMarkup(Markup format, Object values) {
    return new Markup(new PercentFormat(format.text(), values, true).run());
  }

  private String run() {
    while (at < format.length()) {
      char c = format.charAt(at++);
      if (c == '%') {
        conversion();
      } else {
        out.append(c);
      }
    }
    boolean tuple = values instanceof PyTuple;
    int available = tuple ? ((PyTuple) values).size() : 1;
    boolean leftover = tuple ? used < available : used == 0 && !usedMapping && !isMapping();
    if (leftover) {
      throw JinjaException.type("not all arguments converted during string formatting");
    }
    return out.toString();
  }

  private boolean isMapping() {
    return values instanceof PyDict
        || values instanceof PyList
        || values instanceof JinjaObject object && object.hasItems() && !PyText.is(values);
  }

  private Object next() {
    if (values instanceof PyTuple tuple) {
      if (used < tuple.size()) {
        return tuple.get(used++);
      }
    } else if (used++ == 0) {
      return values;
    }
    throw JinjaException.type("not enough arguments for format string");
  }

  private char peek() {
    if (at >= format.length()) {
      throw JinjaException.value("incomplete format");
    }
    return format.charAt(at);
  }

  private void conversion() {
    Object value = null;
    if (peek() == '(') {
      value = mapped();
    }
    String flags = "";
    while ("-+ #0".indexOf(peek()) >= 0) {
      flags += format.charAt(at++);
    }
    int width = number(-1);
    if (width == STAR) {
      width = PyNumbers.toIndex(star());
      if (width < 0) {
        flags += "-";
        width = -width;
      }
    }
    int precision = -1;
    if (peek() == '.') {
      at++;
      precision = number(0);
      precision = precision == STAR ? Math.max(0, PyNumbers.toIndex(star())) : precision;
    }
    while ("hlL".indexOf(peek()) >= 0) {
      at++;
    }
    int index = at;
    int type = format.codePointAt(at);
    at += Character.charCount(type);
    if (type == '%') {
      out.append('%');
      return;
    }
    StrMethods.checkWidth(Math.max(width, precision));
    if (value == null) {
      value = next();
    }
    append((char) type, type, index, value, flags, width, precision);
  }

  private Object star() {
    Object value = next();
    if (!PyNumbers.isInt(value)) {
      throw JinjaException.type("* wants int");
    }
    return value;
  }

  private int number(int none) {
    if (peek() == '*') {
      at++;
      return STAR;
    }
    int value = none;
    while (peek() >= '0' && peek() <= '9') {
      value = Math.min(1 << 30, Math.max(0, value)) * 10 + (format.charAt(at++) - '0');
      value = Math.max(0, Math.min(1 << 27, value));
    }
    return value;
  }

  private Object mapped() {
    int depth = 1;
    int start = ++at;
    while (at < format.length() && depth > 0) {
      char c = format.charAt(at++);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
    }
    if (depth > 0) {
      throw JinjaException.value("incomplete format key");
    }
    String key = format.substring(start, at - 1);
    if (!isMapping() || values instanceof PyList) {
      throw JinjaException.type("format requires a mapping");
    }
    usedMapping = true;
    Object value =
        values instanceof PyDict dict
            ? dict.get(key)
            : PythonValues.fromJava(((JinjaObject) values).getItem(key));
    if (value == null || value == Missing.MISSING) {
      throw new JinjaException(ErrorKind.KEY, PyRepr.repr(key));
    }
    return value;
  }

  private void append(
      char type, int point, int index, Object value, String flags, int width, int precision) {
    String text =
        switch (type) {
          case 's' -> cut(escape ? Markup.escape(value).text() : PyRepr.str(value), precision);
          case 'r' -> cut(escaped(PyRepr.repr(value)), precision);
          case 'a' -> cut(escaped(PyRepr.ascii(value)), precision);
          case 'c' -> character(value);
          case 'd', 'i', 'u' -> signed(integer(type, value), flags, precision, width);
          case 'x', 'X', 'o' -> radix(type, value, flags, precision, width);
          case 'e', 'E', 'f', 'F', 'g', 'G' -> floating(type, value, flags, precision, width);
          default ->
              throw JinjaException.value(
                  "unsupported format character "
                      + (PyText.isPrintable(point) && point < 0x80
                          ? "'" + Character.toString(point) + "'"
                          : "'?'")
                      + " (0x"
                      + Integer.toHexString(point)
                      + ") at index "
                      + format.codePointCount(0, index));
        };
    int missing = width - PyText.length(text);
    if (missing <= 0) {
      out.append(text);
    } else if (flags.indexOf('-') >= 0) {
      out.append(text).append(" ".repeat(missing));
    } else {
      out.append(" ".repeat(missing)).append(text);
    }
  }

  private String escaped(String text) {
    return escape ? Markup.escapeText(text) : text;
  }

  private static String cut(String text, int precision) {
    return precision < 0 || precision >= PyText.length(text)
        ? text
        : PyText.substring(text, 0, precision);
  }

  private static String character(Object value) {
    String text = PyText.of(value);
    if (text != null && PyText.length(text) == 1) {
      return text;
    }
    if (value instanceof Long number && number >= 0 && number <= Character.MAX_CODE_POINT) {
      return Character.toString(number.intValue());
    }
    if (value instanceof Long) {
      throw JinjaException.overflow("%c arg not in range(0x110000)");
    }
    throw JinjaException.type("%c requires int or char");
  }

  private static BigInteger integer(char type, Object value) {
    if (PyNumbers.isInt(value)) {
      return PyNumbers.big(value);
    }
    if (value instanceof Double number && "diu".indexOf(type) >= 0) {
      return PyNumbers.big(PyNumbers.truncate(number));
    }
    if (value instanceof Undefined undefined && "diu".indexOf(type) >= 0) {
      throw undefined.failure();
    }
    boolean decimal = "diu".indexOf(type) >= 0;
    throw JinjaException.type(
        "%"
            + type
            + " format: "
            + (decimal ? "a real number" : "an integer")
            + " is required, not "
            + PyTypes.name(value));
  }

  private static String signed(BigInteger value, String flags, int precision, int width) {
    return withSign(value.signum() < 0, "", zeros(value.abs().toString(), precision), flags, width);
  }

  private static String zeros(String digits, int precision) {
    return "0".repeat(Math.max(0, precision - digits.length())) + digits;
  }

  private static String radix(char type, Object value, String flags, int precision, int width) {
    BigInteger number = integer(type, value);
    String digits = zeros(number.abs().toString(type == 'o' ? 8 : 16), precision);
    String prefix = flags.indexOf('#') < 0 ? "" : type == 'o' ? "0o" : "0x";
    String text = withSign(number.signum() < 0, prefix, digits, flags, width);
    return type == 'X' ? text.toUpperCase(java.util.Locale.ROOT) : text;
  }

  private static String floating(char type, Object value, String flags, int precision, int width) {
    if (value instanceof Undefined undefined) {
      throw undefined.failure();
    }
    if (!PyNumbers.isNumber(value)) {
      throw JinjaException.type("must be real number, not " + PyTypes.name(value));
    }
    double number = PyNumbers.toDouble(value);
    int digits = precision < 0 ? 6 : precision;
    boolean alternate = flags.indexOf('#') >= 0;
    String text =
        switch (Character.toLowerCase(type)) {
          case 'e' -> FloatFormat.exponent(number, digits);
          case 'f' -> FloatFormat.fixed(number, digits);
          default -> FloatFormat.general(number, digits, alternate);
        };
    if (alternate && digits == 0 && text.indexOf('.') < 0 && !FloatFormat.isSpecial(number)) {
      text += ".";
    }
    boolean negative = text.startsWith("-");
    String zeroFlags = FloatFormat.isSpecial(number) ? flags.replace("0", "") : flags;
    text = withSign(negative, "", negative ? text.substring(1) : text, zeroFlags, width);
    return Character.isUpperCase(type) ? text.toUpperCase(java.util.Locale.ROOT) : text;
  }

  private static String withSign(
      boolean negative, String prefix, String digits, String flags, int width) {
    String sign =
        negative ? "-" : flags.indexOf('+') >= 0 ? "+" : flags.indexOf(' ') >= 0 ? " " : "";
    boolean zero = flags.indexOf('0') >= 0 && flags.indexOf('-') < 0;
    int missing = zero ? width - sign.length() - prefix.length() - digits.length() : 0;
    return sign + prefix + "0".repeat(Math.max(0, missing)) + digits;
  }
}
