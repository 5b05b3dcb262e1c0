package io.tidemill.dbt.jinja;

import java.math.BigInteger;

/** Python's format specification mini-language, as in {@code "{:>10.2f}"}. */
final class FormatSpec {

  private String fill = " ";
  private char align;
  private char sign = '-';
  private boolean alternate;
  private int width = -1;
  private char grouping;
  private int precision = -1;
  private char type;

  private FormatSpec() {}

  /** {@code format(value, spec)}. */
  static String format(Object value, String spec) {
    if (value instanceof FormattedValue formatted) {
      return formatted.format(spec);
    }
    if (spec.isEmpty()) {
      return PyRepr.str(value);
    }
    boolean text = PyText.is(value);
    if (!text && !PyNumbers.isNumber(value)) {
      throw JinjaException.type(
          "unsupported format string passed to " + PyTypes.name(value) + ".__format__");
    }
    FormatSpec parsed = parse(spec, value);
    return text ? parsed.text(value.toString()) : parsed.number(value);
  }

  private static FormatSpec parse(String spec, Object value) {
    FormatSpec result = new FormatSpec();
    int i = 0;
    boolean explicitFill = false;
    int points = spec.codePointCount(0, spec.length());
    int first = Character.charCount(spec.codePointAt(0));
    if (points > 1 && "<>=^".indexOf(spec.charAt(first)) >= 0) {
      result.fill = spec.substring(0, first);
      result.align = spec.charAt(first);
      i = first + 1;
      explicitFill = true;
    } else if ("<>=^".indexOf(spec.charAt(0)) >= 0) {
      result.align = spec.charAt(0);
      i = 1;
    }
    if (i < spec.length() && "+- ".indexOf(spec.charAt(i)) >= 0) {
      result.sign = spec.charAt(i++);
    }
    if (i < spec.length() && spec.charAt(i) == 'z') {
      i++;
    }
    if (i < spec.length() && spec.charAt(i) == '#') {
      result.alternate = true;
      i++;
    }
    if (i < spec.length() && spec.charAt(i) == '0') {
      if (!explicitFill) {
        result.fill = "0";
      }
      if (result.align == 0) {
        result.align = PyText.is(value) ? '<' : '=';
      }
      i++;
    }
    int digits = i;
    while (i < spec.length() && Character.isDigit(spec.charAt(i))) {
      i++;
    }
    if (i > digits) {
      result.width = count(spec.substring(digits, i));
    }
    if (i < spec.length() && (spec.charAt(i) == ',' || spec.charAt(i) == '_')) {
      result.grouping = spec.charAt(i++);
    }
    if (i < spec.length() && spec.charAt(i) == '.') {
      int start = ++i;
      while (i < spec.length() && Character.isDigit(spec.charAt(i))) {
        i++;
      }
      if (i == start) {
        throw JinjaException.value("Format specifier missing precision");
      }
      result.precision = count(spec.substring(start, i));
    }
    if (spec.length() - i > 1) {
      throw JinjaException.value(
          "Invalid format specifier '"
              + spec
              + "' for object of type '"
              + PyTypes.name(value)
              + "'");
    }
    if (i < spec.length()) {
      result.type = spec.charAt(i);
    }
    return result;
  }

  private static int count(String digits) {
    if (digits.length() > 8) {
      throw JinjaException.value("Too many decimal digits in format string");
    }
    int value = Integer.parseInt(digits);
    StrMethods.checkWidth(value);
    return value;
  }

  private JinjaException unknown(String typeName) {
    return JinjaException.value(
        "Unknown format code '" + type + "' for object of type '" + typeName + "'");
  }

  private String text(String value) {
    if (type != 0 && type != 's') {
      throw unknown("str");
    }
    if (sign != '-') {
      throw JinjaException.value(
          sign == ' '
              ? "Space not allowed in string format specifier"
              : "Sign not allowed in string format specifier");
    }
    if (alternate) {
      throw JinjaException.value("Alternate form (#) not allowed in string format specifier");
    }
    if (align == '=') {
      throw JinjaException.value("'=' alignment not allowed in string format specifier");
    }
    if (grouping != 0) {
      throw JinjaException.value("Cannot specify '" + grouping + "' with 's'.");
    }
    String cut =
        precision >= 0 && precision < PyText.length(value)
            ? PyText.substring(value, 0, precision)
            : value;
    return pad("", "", cut, align == 0 ? '<' : align);
  }

  private String number(Object value) {
    boolean whole = !(value instanceof Double);
    if (value instanceof Boolean && type == 0 && width < 0 && align == 0) {
      return PyRepr.str(value);
    }
    if (whole && (type == 0 || "bcdnoxX".indexOf(type) >= 0)) {
      return integer(PyNumbers.big(value));
    }
    if (type != 0 && "eEfFgGn%".indexOf(type) < 0) {
      throw unknown(PyTypes.name(value));
    }
    return floating(PyNumbers.toDouble(value));
  }

  private String integer(BigInteger value) {
    if (precision >= 0) {
      throw JinjaException.value("Precision not allowed in integer format specifier");
    }
    if (type == 'c') {
      return pad("", "", Character.toString(value.intValueExact()), align == 0 ? '<' : align);
    }
    int radix = type == 'b' ? 2 : type == 'o' ? 8 : type == 'x' || type == 'X' ? 16 : 10;
    if (grouping == ',' && radix != 10) {
      throw JinjaException.value("Cannot specify ',' with '" + type + "'.");
    }
    String digits = value.abs().toString(radix);
    String prefix = !alternate || radix == 10 ? "" : radix == 2 ? "0b" : radix == 8 ? "0o" : "0x";
    if (type == 'X') {
      digits = digits.toUpperCase(java.util.Locale.ROOT);
      prefix = prefix.toUpperCase(java.util.Locale.ROOT);
    }
    return assemble(value.signum() < 0, prefix, digits, "", radix == 10 ? 3 : 4);
  }

  private String floating(double value) {
    String text = rendered(value);
    boolean negative = text.startsWith("-");
    String body = negative ? text.substring(1) : text;
    if (Character.isUpperCase(type)) {
      body = body.toUpperCase(java.util.Locale.ROOT);
    }
    int end = 0;
    while (end < body.length() && Character.isDigit(body.charAt(end))) {
      end++;
    }
    return assemble(negative, "", body.substring(0, end), body.substring(end), 3);
  }

  private String rendered(double value) {
    int digits = precision < 0 ? 6 : precision;
    switch (type) {
      case 'e', 'E':
        return FloatFormat.exponent(value, digits);
      case 'f', 'F':
        return FloatFormat.fixed(value, digits);
      case '%':
        return FloatFormat.fixed(value * 100, digits) + "%";
      case 'g', 'G', 'n':
        return FloatFormat.general(value, digits, alternate);
      default:
        if (precision < 0) {
          return PyNumbers.floatRepr(value);
        }
        String general = FloatFormat.general(value, precision, alternate);
        boolean plain = general.chars().allMatch(c -> c >= '0' && c <= '9' || c == '-');
        if (plain && general.replace("-", "").length() >= Math.max(1, precision)) {
          String exponent = FloatFormat.exponent(value, Math.max(0, precision - 1));
          return trimExponent(exponent);
        }
        return plain ? general + ".0" : general;
    }
  }

  private static String trimExponent(String text) {
    int e = text.indexOf('e');
    String mantissa = text.substring(0, e);
    if (mantissa.indexOf('.') >= 0) {
      mantissa = mantissa.replaceAll("0+$", "");
      mantissa = mantissa.endsWith(".") ? mantissa.substring(0, mantissa.length() - 1) : mantissa;
    }
    return mantissa + text.substring(e);
  }

  private String assemble(boolean negative, String prefix, String digits, String rest, int group) {
    String lead = (negative ? "-" : sign == '+' ? "+" : sign == ' ' ? " " : "") + prefix;
    String whole = digits;
    boolean zeroFilled = align == '=' && fill.equals("0");
    if (grouping != 0 && !digits.isEmpty()) {
      int least = zeroFilled ? width - lead.length() - rest.length() : 0;
      whole = grouped(digits, group, least);
    }
    return pad(lead, rest, whole, align == 0 ? '>' : align);
  }

  /** Digits with separators, extended with zeros to at least so many characters. */
  private String grouped(String digits, int group, int least) {
    String source = digits;
    String result = separated(source, group);
    while (result.length() < least) {
      source = "0" + source;
      result = separated(source, group);
    }
    return result;
  }

  private String separated(String digits, int group) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < digits.length(); i++) {
      if (i > 0 && (digits.length() - i) % group == 0) {
        out.append(grouping);
      }
      out.append(digits.charAt(i));
    }
    return out.toString();
  }

  private String pad(String lead, String rest, String body, char how) {
    int missing = width - PyText.length(lead) - PyText.length(body) - PyText.length(rest);
    if (missing <= 0) {
      return lead + body + rest;
    }
    return switch (how) {
      case '<' -> lead + body + rest + fill.repeat(missing);
      case '^' ->
          fill.repeat(missing / 2) + lead + body + rest + fill.repeat(missing - missing / 2);
      case '=' -> lead + fill.repeat(missing) + body + rest;
      default -> fill.repeat(missing) + lead + body + rest;
    };
  }
}
