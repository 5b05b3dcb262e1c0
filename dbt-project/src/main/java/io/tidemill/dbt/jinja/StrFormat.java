package io.tidemill.dbt.jinja;

import org.jspecify.annotations.Nullable;

/** Python's {@code str.format}, with Jinja2's sandbox for attributes and items. */
final class StrFormat {

  private static final Subscripts SUBSCRIPTS = new Subscripts(UndefinedPolicy.DEFAULT);

  private final CallArguments arguments;
  private int automatic;

  private StrFormat(CallArguments arguments) {
    this.arguments = arguments;
  }

  static String format(String format, CallArguments arguments) {
    return new StrFormat(arguments).render(format, 2);
  }

  private String render(String format, int depth) {
    if (depth < 0) {
      throw JinjaException.value("Max string recursion exceeded");
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < format.length(); ) {
      char c = format.charAt(i);
      if (c != '{' && c != '}') {
        out.append(c);
        i++;
        continue;
      }
      if (i + 1 < format.length() && format.charAt(i + 1) == c) {
        out.append(c);
        i += 2;
        continue;
      }
      if (c == '}') {
        throw JinjaException.value("Single '}' encountered in format string");
      }
      if (i + 1 >= format.length()) {
        throw JinjaException.value("Single '{' encountered in format string");
      }
      int end = fieldEnd(format, i + 1);
      out.append(field(format.substring(i + 1, end), depth));
      i = end + 1;
    }
    return out.toString();
  }

  private static int fieldEnd(String format, int from) {
    int depth = 1;
    boolean inIndex = false;
    for (int i = from; i < format.length(); i++) {
      char c = format.charAt(i);
      inIndex = c == '[' ? true : c == ']' ? false : inIndex;
      depth += inIndex && depth == 1 ? 0 : c == '{' ? 1 : c == '}' ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    throw JinjaException.value("expected '}' before end of string");
  }

  private String field(String field, int depth) {
    int nameEnd = 0;
    boolean inIndex = false;
    while (nameEnd < field.length()) {
      char c = field.charAt(nameEnd);
      inIndex = c == '[' ? true : c == ']' ? false : inIndex;
      if (!inIndex && (c == '!' || c == ':')) {
        break;
      }
      if (!inIndex && c == '{') {
        throw JinjaException.value("unexpected '{' in field name");
      }
      nameEnd++;
    }
    String rest = field.substring(nameEnd);
    Object value = lookup(field.substring(0, nameEnd));
    if (rest.startsWith("!")) {
      if (rest.length() < 2) {
        throw JinjaException.value("end of string while looking for conversion specifier");
      }
      if (rest.length() > 2 && rest.charAt(2) != ':') {
        throw JinjaException.value("expected ':' after conversion specifier");
      }
      value = convert(value, rest.charAt(1));
      rest = rest.substring(2);
    }
    String spec = rest.startsWith(":") ? render(rest.substring(1), depth - 1) : "";
    return FormatSpec.format(value, spec);
  }

  private static Object convert(Object value, char conversion) {
    return switch (conversion) {
      case 's' -> PyRepr.str(value);
      case 'r' -> PyRepr.repr(value);
      case 'a' -> PyRepr.ascii(value);
      default -> throw JinjaException.value("Unknown conversion specifier " + conversion);
    };
  }

  private Object lookup(String name) {
    int end = 0;
    while (end < name.length() && name.charAt(end) != '.' && name.charAt(end) != '[') {
      end++;
    }
    Object value = argument(name.substring(0, end));
    while (end < name.length()) {
      if (name.charAt(end) == '.') {
        int start = ++end;
        while (end < name.length() && name.charAt(end) != '.' && name.charAt(end) != '[') {
          end++;
        }
        if (end == start) {
          throw JinjaException.value("Empty attribute in format string");
        }
        value = SUBSCRIPTS.attribute(value, name.substring(start, end));
      } else {
        int close = name.indexOf(']', end);
        if (close < 0) {
          throw JinjaException.value("Missing ']' in format string");
        }
        String key = name.substring(end + 1, close);
        if (key.isEmpty()) {
          throw JinjaException.value("Empty attribute in format string");
        }
        Long index = index(key);
        value = SUBSCRIPTS.item(value, index == null ? key : index);
        end = close + 1;
        if (end < name.length() && name.charAt(end) != '.' && name.charAt(end) != '[') {
          throw JinjaException.value("Only '.' or '[' may follow ']' in format field specifier");
        }
      }
    }
    return value;
  }

  private static @Nullable Long index(String key) {
    if (key.length() > 9 || !key.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return null;
    }
    return Long.parseLong(key);
  }

  private Object argument(String name) {
    Long index = name.isEmpty() ? null : index(name);
    if (name.isEmpty()) {
      if (automatic < 0) {
        throw JinjaException.value(
            "cannot switch from manual field specification to automatic field numbering");
      }
      index = (long) automatic++;
    } else if (index != null) {
      if (automatic > 0) {
        throw JinjaException.value(
            "cannot switch from manual field specification to automatic field numbering");
      }
      automatic = -1;
    }
    if (index == null) {
      Object value = arguments.keywords().get(name);
      if (value == null) {
        throw new JinjaException(ErrorKind.KEY, PyRepr.repr(name));
      }
      return value;
    }
    if (index >= arguments.size()) {
      throw new JinjaException(ErrorKind.INDEX, "tuple index out of range");
    }
    return arguments.positional().get(index.intValue());
  }
}
