package io.tidemill.dbt.jinja;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Python's {@code json.dumps}, and Jinja2's filter that makes its result safe in HTML. */
final class JsonFilter {

  private static final Signature SIGNATURE = Signature.of("do_tojson(value, indent=)");

  private final StringBuilder out = new StringBuilder();
  private final @Nullable String indent;
  private final boolean sortKeys;

  private JsonFilter(@Nullable String indent, boolean sortKeys) {
    this.indent = indent;
    this.sortKeys = sortKeys;
  }

  static Object apply(FilterContext context, Object value, CallArguments arguments) {
    @Nullable Object[] a = SIGNATURE.bind(value, arguments);
    String indent = null;
    if (a[1] != null && a[1] != PyNone.NONE) {
      Object given = Filters.required(a[1]);
      indent =
          PyText.is(given) ? given.toString() : " ".repeat(Math.max(0, PyNumbers.toIndex(given)));
    }
    String json = dump(value, indent, true);
    return new Markup(
        json.replace("<", "\\u003c")
            .replace(">", "\\u003e")
            .replace("&", "\\u0026")
            .replace("'", "\\u0027"));
  }

  /** {@code json.dumps(value, indent=, sort_keys=)}. */
  static String dump(Object value, @Nullable String indent, boolean sortKeys) {
    JsonFilter writer = new JsonFilter(indent, sortKeys);
    writer.write(value, 0);
    return writer.out.toString();
  }

  private void write(Object value, int depth) {
    if (depth > 200) {
      throw JinjaException.value("Circular reference detected");
    }
    String text = PyText.of(value);
    if (text != null) {
      quote(text);
    } else if (value == PyNone.NONE) {
      out.append("null");
    } else if (value instanceof Boolean || value instanceof Long || value instanceof BigInteger) {
      out.append(value instanceof Boolean ? value.toString() : PyNumbers.intText(value));
    } else if (value instanceof Double number) {
      out.append(
          Double.isNaN(number)
              ? "NaN"
              : Double.isInfinite(number)
                  ? number > 0 ? "Infinity" : "-Infinity"
                  : PyNumbers.floatRepr(number));
    } else if (value instanceof PyList || value instanceof PyTuple) {
      array((List<?>) value, depth);
    } else if (value instanceof AttributeFilters.Group group) {
      array(List.of(group.grouper(), group.list()), depth);
    } else if (value instanceof PyDict dict) {
      object(dict, depth);
    } else if (value instanceof JinjaObject object && object.toJson() != Missing.MISSING) {
      write(PythonValues.fromJava(object.toJson()), depth + 1);
    } else {
      throw JinjaException.type(
          "Object of type " + PyTypes.name(value) + " is not JSON serializable");
    }
  }

  private void newLine(int depth) {
    if (indent != null) {
      out.append('\n').append(indent.repeat(depth));
    }
  }

  private void array(List<?> items, int depth) {
    if (items.isEmpty()) {
      out.append("[]");
      return;
    }
    out.append('[');
    for (int i = 0; i < items.size(); i++) {
      if (i > 0) {
        out.append(indent == null ? ", " : ",");
      }
      newLine(depth + 1);
      write(items.get(i), depth + 1);
    }
    newLine(depth);
    out.append(']');
  }

  private void object(PyDict dict, int depth) {
    if (dict.isEmpty()) {
      out.append("{}");
      return;
    }
    List<Map.Entry<Object, Object>> entries = new ArrayList<>(dict.entrySet());
    if (sortKeys) {
      entries.sort((left, right) -> Comparisons.compare(left.getKey(), right.getKey()));
    }
    out.append('{');
    for (int i = 0; i < entries.size(); i++) {
      if (i > 0) {
        out.append(indent == null ? ", " : ",");
      }
      newLine(depth + 1);
      quote(key(entries.get(i).getKey()));
      out.append(": ");
      write(entries.get(i).getValue(), depth + 1);
    }
    newLine(depth);
    out.append('}');
  }

  private static String key(Object key) {
    String text = PyText.of(key);
    if (text != null) {
      return text;
    }
    if (key == PyNone.NONE) {
      return "null";
    }
    if (key instanceof Boolean flag) {
      return flag.toString();
    }
    if (PyNumbers.isNumber(key)) {
      return PyRepr.str(key);
    }
    throw JinjaException.type(
        "keys must be str, int, float, bool or None, not " + PyTypes.name(key));
  }

  private void quote(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        default -> {
          if (c >= ' ' && c < 0x7f) {
            out.append(c);
          } else {
            out.append(String.format("\\u%04x", (int) c));
          }
        }
      }
    }
    out.append('"');
  }
}
