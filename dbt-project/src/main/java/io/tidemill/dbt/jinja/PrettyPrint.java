package io.tidemill.dbt.jinja;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Python's {@code pprint.pformat} with its default width. */
final class PrettyPrint {

  private static final int WIDTH = 80;

  private final StringBuilder out = new StringBuilder();

  private PrettyPrint() {}

  static String format(Object value) {
    PrettyPrint printer = new PrettyPrint();
    printer.write(value, 0, 0, 0);
    return printer.out.toString();
  }

  private void write(Object value, int indent, int allowance, int level) {
    String flat = sortedRepr(value);
    int available = WIDTH - indent - allowance;
    if (PyText.length(flat) <= available || level > 100) {
      out.append(flat);
    } else if (value instanceof PyDict dict && !dict.isEmpty()) {
      dict(dict, indent, allowance, level + 1);
    } else if (value instanceof PyList list && !list.isEmpty()) {
      items("[", list, "]", indent, allowance, level + 1);
    } else if (value instanceof PyTuple tuple && !tuple.isEmpty()) {
      items("(", tuple, tuple.size() == 1 ? ",)" : ")", indent, allowance, level + 1);
    } else if (value instanceof PySet set && !set.isEmpty()) {
      items(
          set.frozen() ? "frozenset({" : "{",
          sorted(set),
          set.frozen() ? "})" : "}",
          indent,
          allowance,
          level + 1);
    } else if (value instanceof String text) {
      string(text, indent, allowance, level + 1);
    } else {
      out.append(flat);
    }
  }

  private void dict(PyDict dict, int indent, int allowance, int level) {
    List<Map.Entry<Object, Object>> entries = sortedEntries(dict);
    out.append('{');
    for (int i = 0; i < entries.size(); i++) {
      boolean last = i == entries.size() - 1;
      String key = sortedRepr(entries.get(i).getKey());
      out.append(key).append(": ");
      write(
          entries.get(i).getValue(),
          indent + 1 + PyText.length(key) + 2,
          last ? allowance + 1 : 1,
          level);
      out.append(last ? "" : ",\n" + " ".repeat(indent + 1));
    }
    out.append('}');
  }

  private void items(
      String open, Collection<Object> items, String close, int indent, int allowance, int level) {
    out.append(open);
    int inner = indent + open.length();
    int i = 0;
    for (Object item : items) {
      boolean last = ++i == items.size();
      write(item, inner, last ? allowance + close.length() : 1, level);
      out.append(last ? "" : ",\n" + " ".repeat(inner));
    }
    out.append(close);
  }

  private void string(String text, int indent, int allowance, int level) {
    List<String> lines = StrSplit.lines(text, true);
    int inner = level == 1 ? indent + 1 : indent;
    int room = level == 1 ? allowance + 1 : allowance;
    List<String> chunks = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      boolean lastLine = i == lines.size() - 1;
      int width = WIDTH - inner - (lastLine ? room : 0);
      String repr = PyRepr.quote(lines.get(i));
      if (PyText.length(repr) <= width) {
        chunks.add(repr);
        continue;
      }
      splitLine(lines.get(i), WIDTH - inner, lastLine ? room : 0, chunks);
    }
    if (chunks.size() == 1) {
      out.append(chunks.get(0));
      return;
    }
    out.append(level == 1 ? "(" : "");
    out.append(String.join("\n" + " ".repeat(inner), chunks));
    out.append(level == 1 ? ")" : "");
  }

  private static void splitLine(String line, int width, int allowance, List<String> chunks) {
    List<String> parts = new ArrayList<>();
    java.util.regex.Matcher matcher = java.util.regex.Pattern.compile("\\S*\\s*").matcher(line);
    while (matcher.find()) {
      if (!matcher.group().isEmpty()) {
        parts.add(matcher.group());
      }
    }
    String current = "";
    for (int i = 0; i < parts.size(); i++) {
      String candidate = current + parts.get(i);
      int room = i == parts.size() - 1 ? width - allowance : width;
      if (PyText.length(PyRepr.quote(candidate)) > room) {
        if (!current.isEmpty()) {
          chunks.add(PyRepr.quote(current));
        }
        current = parts.get(i);
      } else {
        current = candidate;
      }
    }
    if (!current.isEmpty()) {
      chunks.add(PyRepr.quote(current));
    }
  }

  /** Pretty printing sorts the keys of dicts, also inside what fits on one line. */
  private static String sortedRepr(Object value) {
    if (value instanceof PyDict dict) {
      List<String> parts = new ArrayList<>();
      for (Map.Entry<Object, Object> entry : sortedEntries(dict)) {
        parts.add(sortedRepr(entry.getKey()) + ": " + sortedRepr(entry.getValue()));
      }
      return "{" + String.join(", ", parts) + "}";
    }
    if (value instanceof PyList || value instanceof PyTuple) {
      List<String> parts = new ArrayList<>();
      ((List<?>) value).forEach(item -> parts.add(sortedRepr(item)));
      String joined = String.join(", ", parts);
      return value instanceof PyList
          ? "[" + joined + "]"
          : "(" + joined + (parts.size() == 1 ? ",)" : ")");
    }
    return PyRepr.repr(value);
  }

  private static List<Map.Entry<Object, Object>> sortedEntries(PyDict dict) {
    List<Map.Entry<Object, Object>> entries = new ArrayList<>(dict.entrySet());
    entries.sort((left, right) -> safeCompare(left.getKey(), right.getKey()));
    return entries;
  }

  private static List<Object> sorted(PySet set) {
    List<Object> items = new ArrayList<>(set);
    items.sort(PrettyPrint::safeCompare);
    return items;
  }

  private static int safeCompare(Object left, Object right) {
    try {
      return Comparisons.compare(left, right);
    } catch (JinjaException unorderable) {
      return (PyTypes.name(left)).compareTo(PyTypes.name(right));
    }
  }
}
