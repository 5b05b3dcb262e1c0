package io.tidemill.dbt.context;

import io.tidemill.dbt.jinja.PyNone;
import io.tidemill.dbt.jinja.PythonValues;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** YAML text as Python's safe_dump writes it in block style. */
final class PythonYaml {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_/.][A-Za-z0-9_/. ()+*-]*(?<! )");
  private static final Pattern RESOLVES_TO_OTHER =
      Pattern.compile(
          "(?i)(y|n|yes|no|true|false|on|off|null|~|[-+]?[0-9][0-9_.eE+:-]*|[-+]?0[xob][0-9a-f_]+|\\.inf|\\.nan"
              + "|\\d{4}-\\d\\d?-\\d\\d?.*|=|<<)");

  private final StringBuilder out = new StringBuilder();
  private final boolean sorted;

  private PythonYaml(boolean sorted) {
    this.sorted = sorted;
  }

  static String dump(Object value, boolean sorted) {
    PythonYaml yaml = new PythonYaml(sorted);
    if (value instanceof Map<?, ?> map && !map.isEmpty()) {
      yaml.map(map, 0);
    } else if (value instanceof Collection<?> items && !items.isEmpty()) {
      yaml.list(items, 0);
    } else {
      yaml.out.append(scalar(value)).append('\n');
      if (!(value instanceof Map || value instanceof Collection)) {
        yaml.out.append("...\n");
      }
    }
    return yaml.out.toString();
  }

  private void map(Map<?, ?> map, int indent) {
    Map<?, ?> entries = map;
    if (sorted) {
      Map<String, Object> byKey = new TreeMap<>();
      map.forEach((key, item) -> byKey.put(key.toString(), item));
      entries = byKey;
    }
    boolean first = true;
    for (Map.Entry<?, ?> entry : entries.entrySet()) {
      if (!first || out.length() == 0 || out.charAt(out.length() - 1) == '\n') {
        out.append(" ".repeat(indent));
      }
      first = false;
      out.append(scalar(entry.getKey())).append(':');
      Object value = entry.getValue();
      if (value instanceof Map<?, ?> nested && !nested.isEmpty()) {
        out.append('\n');
        map(nested, indent + 2);
      } else if (value instanceof Collection<?> items && !items.isEmpty()) {
        out.append('\n');
        list(items, indent);
      } else {
        out.append(' ').append(scalar(value)).append('\n');
      }
    }
  }

  private void list(Collection<?> items, int indent) {
    for (Object item : items) {
      out.append(" ".repeat(indent)).append("- ");
      if (item instanceof Map<?, ?> nested && !nested.isEmpty()) {
        map(nested, indent + 2);
      } else if (item instanceof Collection<?> nested && !nested.isEmpty()) {
        out.append('\n');
        list(nested, indent + 2);
      } else {
        out.append(scalar(item)).append('\n');
      }
    }
  }

  private static String scalar(@Nullable Object value) {
    if (value == null || value == PyNone.NONE) {
      return "null";
    }
    if (value instanceof Boolean flag) {
      return flag ? "true" : "false";
    }
    if (value instanceof Map) {
      return "{}";
    }
    if (value instanceof Collection) {
      return "[]";
    }
    String text = PythonValues.str(value);
    if (!(value instanceof String)) {
      return text;
    }
    if (PLAIN.matcher(text).matches() && !RESOLVES_TO_OTHER.matcher(text).matches()) {
      return text;
    }
    return "'" + text.replace("'", "''") + "'";
  }
}
