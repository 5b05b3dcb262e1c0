package io.tidemill.dbt.jinja;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/** Python's {@code str} and {@code repr}. */
final class PyRepr {

  private PyRepr() {}

  static String str(Object value) {
    if (value instanceof String text) {
      return text;
    }
    if (value instanceof Long number) {
      return Long.toString(number);
    }
    if (value instanceof JinjaObject object) {
      return object.str();
    }
    if (value instanceof Markup || value instanceof NativeMarker) {
      return value.toString();
    }
    return repr(value);
  }

  static String repr(Object value) {
    if (value instanceof String text) {
      return quote(text);
    }
    StringBuilder out = new StringBuilder();
    append(out, value, new ArrayDeque<>(0));
    return out.toString();
  }

  private static void append(StringBuilder out, Object value, Deque<Object> open) {
    if (value instanceof String text) {
      appendQuoted(out, text);
    } else if (value instanceof Boolean flag) {
      out.append(flag ? "True" : "False");
    } else if (value instanceof Long || value instanceof BigInteger) {
      out.append(PyNumbers.intText(value));
    } else if (value instanceof Double number) {
      out.append(PyNumbers.floatRepr(number));
    } else if (value instanceof PyList
        || value instanceof PyTuple
        || value instanceof PyDict
        || value instanceof PySet) {
      appendContainer(out, value, open);
    } else if (value instanceof Markup markup) {
      out.append("Markup(").append(quote(markup.text())).append(')');
    } else if (value instanceof NativeMarker marker) {
      appendQuoted(out, marker.text());
    } else if (value instanceof PySlice slice) {
      out.append("slice(").append(repr(slice.start())).append(", ").append(repr(slice.stop()));
      out.append(", ").append(repr(slice.step())).append(')');
    } else if (value instanceof JinjaObject object) {
      out.append(object.repr());
    } else {
      out.append(value);
    }
  }

  private static void appendContainer(StringBuilder out, Object value, Deque<Object> open) {
    for (Object container : open) {
      if (container == value) {
        out.append(value instanceof PyDict ? "{...}" : value instanceof PyList ? "[...]" : "(...)");
        return;
      }
    }
    if (open.size() > 200) {
      throw new JinjaException(
          ErrorKind.RECURSION,
          "maximum recursion depth exceeded while getting the repr of an object");
    }
    open.push(value);
    if (value instanceof PyDict dict) {
      out.append('{');
      String separator = "";
      for (Map.Entry<Object, Object> entry : dict.entrySet()) {
        out.append(separator);
        append(out, entry.getKey(), open);
        out.append(": ");
        append(out, entry.getValue(), open);
        separator = ", ";
      }
      out.append('}');
    } else if (value instanceof PySet set) {
      appendSet(out, set, open);
    } else if (value instanceof PyTuple tuple) {
      out.append('(');
      appendItems(out, tuple, open);
      out.append(tuple.size() == 1 ? ",)" : ")");
    } else {
      out.append('[');
      appendItems(out, (PyList) value, open);
      out.append(']');
    }
    open.pop();
  }

  private static void appendSet(StringBuilder out, PySet set, Deque<Object> open) {
    String type = PyTypes.name(set);
    if (set.isEmpty()) {
      out.append(type).append("()");
      return;
    }
    out.append(set.frozen() ? "frozenset({" : "{");
    appendItems(out, set, open);
    out.append(set.frozen() ? "})" : "}");
  }

  private static void appendItems(StringBuilder out, Iterable<Object> items, Deque<Object> open) {
    String separator = "";
    for (Object item : items) {
      out.append(separator);
      append(out, item, open);
      separator = ", ";
    }
  }

  static String quote(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2);
    appendQuoted(out, text);
    return out.toString();
  }

  /** {@code ascii(value)}: the repr with everything beyond ASCII escaped. */
  static String ascii(Object value) {
    StringBuilder out = new StringBuilder();
    repr(value)
        .codePoints()
        .forEach(
            c -> {
              if (c < 0x80) {
                out.append((char) c);
              } else {
                appendEscape(out, c);
              }
            });
    return out.toString();
  }

  private static void appendQuoted(StringBuilder out, String text) {
    char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
    out.append(quote);
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      switch (c) {
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c == quote) {
            out.append('\\').append(quote);
          } else if (c >= ' ' && c < 0x7f || PyText.isPrintable(c)) {
            out.appendCodePoint(c);
          } else {
            appendEscape(out, c);
          }
        }
      }
    }
    out.append(quote);
  }

  private static void appendEscape(StringBuilder out, int c) {
    if (c < 0x100) {
      out.append(String.format("\\x%02x", c));
    } else if (c < 0x10000) {
      out.append(String.format("\\u%04x", c));
    } else {
      out.append(String.format("\\U%08x", c));
    }
  }
}
