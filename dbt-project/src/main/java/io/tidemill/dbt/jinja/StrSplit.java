package io.tidemill.dbt.jinja;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Splitting of strings. */
final class StrSplit {

  private StrSplit() {}

  private static @Nullable String separator(@Nullable Object separator) {
    if (separator == null || separator == PyNone.NONE) {
      return null;
    }
    String text = PyText.of(separator);
    if (text == null) {
      throw JinjaException.type("must be str or None, not " + PyTypes.name(separator));
    }
    if (text.isEmpty()) {
      throw JinjaException.value("empty separator");
    }
    return text;
  }

  static PyList split(String self, @Nullable Object sep, int limit) {
    String separator = separator(sep);
    List<Object> parts = new ArrayList<>();
    if (separator == null) {
      splitOnSpace(self, limit, parts);
      return new PyList(parts);
    }
    int from = 0;
    for (int at = self.indexOf(separator);
        at >= 0 && (limit < 0 || parts.size() < limit);
        at = self.indexOf(separator, from)) {
      parts.add(self.substring(from, at));
      from = at + separator.length();
    }
    parts.add(self.substring(from));
    return new PyList(parts);
  }

  private static void splitOnSpace(String self, int limit, List<Object> parts) {
    int i = 0;
    while (true) {
      while (i < self.length() && PyText.isSpace(self.charAt(i))) {
        i++;
      }
      if (i >= self.length()) {
        return;
      }
      if (limit >= 0 && parts.size() >= limit) {
        parts.add(self.substring(i));
        return;
      }
      int start = i;
      while (i < self.length() && !PyText.isSpace(self.charAt(i))) {
        i++;
      }
      parts.add(self.substring(start, i));
    }
  }

  static PyList rsplit(String self, @Nullable Object sep, int limit) {
    String separator = separator(sep);
    List<Object> parts = new ArrayList<>();
    if (separator == null) {
      rsplitOnSpace(self, limit, parts);
    } else {
      int end = self.length();
      for (int at = self.lastIndexOf(separator); at >= 0 && (limit < 0 || parts.size() < limit); ) {
        parts.add(self.substring(at + separator.length(), end));
        end = at;
        at =
            end - separator.length() < 0
                ? -1
                : self.lastIndexOf(separator, end - separator.length());
      }
      parts.add(self.substring(0, end));
    }
    Collections.reverse(parts);
    return new PyList(parts);
  }

  private static void rsplitOnSpace(String self, int limit, List<Object> parts) {
    int i = self.length();
    while (true) {
      while (i > 0 && PyText.isSpace(self.charAt(i - 1))) {
        i--;
      }
      if (i == 0) {
        return;
      }
      if (limit >= 0 && parts.size() >= limit) {
        parts.add(self.substring(0, i));
        return;
      }
      int end = i;
      while (i > 0 && !PyText.isSpace(self.charAt(i - 1))) {
        i--;
      }
      parts.add(self.substring(i, end));
    }
  }

  static List<String> lines(String self, boolean keepEnds) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < self.length(); i++) {
      if (!isLineBreak(self.charAt(i))) {
        continue;
      }
      int end =
          self.charAt(i) == '\r' && i + 1 < self.length() && self.charAt(i + 1) == '\n'
              ? i + 2
              : i + 1;
      lines.add(self.substring(start, keepEnds ? end : i));
      start = end;
      i = end - 1;
    }
    if (start < self.length()) {
      lines.add(self.substring(start));
    }
    return lines;
  }

  private static boolean isLineBreak(char c) {
    return c >= '\n' && c <= '\r'
        || c >= 0x1c && c <= 0x1e
        || c == 0x85
        || c == 0x2028
        || c == 0x2029;
  }

  static PyTuple partition(String self, String separator, boolean last) {
    if (separator.isEmpty()) {
      throw JinjaException.value("empty separator");
    }
    int at = last ? self.lastIndexOf(separator) : self.indexOf(separator);
    if (at < 0) {
      return last ? PyTuple.of("", "", self) : PyTuple.of(self, "", "");
    }
    return PyTuple.of(self.substring(0, at), separator, self.substring(at + separator.length()));
  }

  static PyDict makeTranslation(List<Object> arguments) {
    PyDict table = new PyDict();
    if (arguments.size() == 1 && arguments.get(0) instanceof PyDict dict) {
      dict.forEach(
          (key, value) ->
              table.put(
                  key instanceof Long ? key : (Object) (long) PyRepr.str(key).codePointAt(0),
                  value));
      return table;
    }
    int[] from = PyRepr.str(arguments.get(0)).codePoints().toArray();
    int[] to = PyRepr.str(arguments.get(1)).codePoints().toArray();
    if (from.length != to.length) {
      throw JinjaException.value("the first two maketrans arguments must have equal length");
    }
    for (int i = 0; i < from.length; i++) {
      table.put((long) from[i], (long) to[i]);
    }
    if (arguments.size() > 2) {
      PyRepr.str(arguments.get(2)).codePoints().forEach(c -> table.put((long) c, PyNone.NONE));
    }
    return table;
  }
}
