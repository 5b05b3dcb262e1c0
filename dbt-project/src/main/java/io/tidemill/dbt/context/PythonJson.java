package io.tidemill.dbt.context;

import io.tidemill.dbt.jinja.JinjaObject;
import io.tidemill.dbt.jinja.Missing;
import io.tidemill.dbt.jinja.PyNone;
import io.tidemill.dbt.jinja.PythonValues;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** JSON text as Python's json.dumps writes it: a space after separators, only ASCII. */
public final class PythonJson {
  private final StringBuilder out = new StringBuilder();
  private final boolean sorted;
  private final int indent;

  private PythonJson(boolean sorted, int indent) {
    this.sorted = sorted;
    this.indent = indent;
  }

  /** {@code json.dumps(value)}; null when a value in it has no JSON form. */
  public static @Nullable String compact(@Nullable Object value) {
    PythonJson json = new PythonJson(false, 0);
    return json.write(value, 0) ? json.out.toString() : null;
  }

  /** {@code json.dumps(value, sort_keys=True)}; null when a value in it has no JSON form. */
  public static @Nullable String sorted(@Nullable Object value) {
    PythonJson json = new PythonJson(true, 0);
    return json.write(value, 0) ? json.out.toString() : null;
  }

  /** {@code json.dumps(value, sort_keys=True, indent=4)}, for messages. */
  public static String indented(@Nullable Object value) {
    PythonJson json = new PythonJson(true, 4);
    json.write(value, 0);
    return json.out.toString();
  }

  private boolean write(@Nullable Object value, int depth) {
    if (value == null || value == PyNone.NONE) {
      out.append("null");
    } else if (value instanceof Boolean flag) {
      out.append(flag ? "true" : "false");
    } else if (value instanceof String text) {
      quote(text);
    } else if (value instanceof Double number) {
      out.append(number(number));
    } else if (value instanceof Number) {
      out.append(value);
    } else if (value instanceof Map<?, ?> map) {
      return object(map, depth);
    } else if (value instanceof Collection<?> items) {
      return !(value instanceof java.util.Set) && array(items, depth);
    } else if (value instanceof JinjaObject object) {
      Object json = object.toJson();
      return json != Missing.MISSING && write(PythonValues.fromJava(json), depth);
    } else {
      return false;
    }
    return true;
  }

  private static String number(Double number) {
    if (number.isNaN()) {
      return "NaN";
    }
    if (number.isInfinite()) {
      return number > 0 ? "Infinity" : "-Infinity";
    }
    return PythonValues.repr(number);
  }

  private boolean object(Map<?, ?> map, int depth) {
    if (map.isEmpty()) {
      out.append("{}");
      return true;
    }
    Map<?, ?> entries = map;
    if (sorted) {
      Map<String, Object> byKey = new TreeMap<>();
      map.forEach((key, item) -> byKey.put(key(key), item));
      entries = byKey;
    }
    out.append('{');
    Iterator<? extends Map.Entry<?, ?>> iterator = entries.entrySet().iterator();
    while (iterator.hasNext()) {
      Map.Entry<?, ?> entry = iterator.next();
      line(depth + 1);
      quote(key(entry.getKey()));
      out.append(": ");
      if (!write(entry.getValue(), depth + 1)) {
        return false;
      }
      separator(iterator.hasNext());
    }
    line(depth);
    out.append('}');
    return true;
  }

  private boolean array(Collection<?> items, int depth) {
    if (items.isEmpty()) {
      out.append("[]");
      return true;
    }
    out.append('[');
    Iterator<?> iterator = items.iterator();
    while (iterator.hasNext()) {
      line(depth + 1);
      if (!write(iterator.next(), depth + 1)) {
        return false;
      }
      separator(iterator.hasNext());
    }
    line(depth);
    out.append(']');
    return true;
  }

  private static String key(@Nullable Object key) {
    if (key == null || key == PyNone.NONE) {
      return "null";
    }
    return key instanceof Boolean flag ? (flag ? "true" : "false") : key.toString();
  }

  private void separator(boolean more) {
    if (more) {
      out.append(indent > 0 ? "," : ", ");
    }
  }

  private void line(int depth) {
    if (indent > 0) {
      out.append('\n').append(" ".repeat(depth * indent));
    }
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
          if (c < 0x20 || c > 0x7e) {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
