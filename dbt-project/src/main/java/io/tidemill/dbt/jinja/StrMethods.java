package io.tidemill.dbt.jinja;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The methods of str. */
final class StrMethods {

  static final Map<String, Method> TABLE = new HashMap<>();

  /** A method body for text. */
  private interface Body {
    Object apply(String self, @Nullable Object[] arguments);
  }

  private StrMethods() {}

  static {
    define("upper()", (self, a) -> self.toUpperCase(java.util.Locale.ROOT));
    define("lower()", (self, a) -> StrCase.lower(self));
    define("casefold()", (self, a) -> StrCase.casefold(self));
    define("title()", (self, a) -> StrCase.title(self));
    define("capitalize()", (self, a) -> StrCase.capitalize(self));
    define("swapcase()", (self, a) -> StrCase.swapCase(self));
    define("isalpha()", (self, a) -> StrCase.all(self, Character::isLetter));
    define("isdigit()", (self, a) -> StrCase.all(self, StrCase::isDigit));
    define("isdecimal()", (self, a) -> StrCase.all(self, Character::isDigit));
    define("isnumeric()", (self, a) -> StrCase.all(self, StrCase::isNumeric));
    define(
        "isalnum()",
        (self, a) -> StrCase.all(self, c -> Character.isLetter(c) || StrCase.isNumeric(c)));
    define("isspace()", (self, a) -> StrCase.all(self, PyText::isSpace));
    define("isprintable()", (self, a) -> self.codePoints().allMatch(PyText::isPrintable));
    define("isascii()", (self, a) -> self.chars().allMatch(c -> c < 0x80));
    define("isidentifier()", (self, a) -> PyText.isIdentifier(self));
    define("islower()", (self, a) -> StrCase.isLower(self));
    define("isupper()", (self, a) -> StrCase.isUpper(self));
    define("istitle()", (self, a) -> StrCase.isTitle(self));
    define("strip(chars=)", (self, a) -> strip(self, a[0], true, true));
    define("lstrip(chars=)", (self, a) -> strip(self, a[0], true, false));
    define("rstrip(chars=)", (self, a) -> strip(self, a[0], false, true));
    define(
        "center(width, fillchar=)", (self, a) -> center(self, index(a[0]), fill(a[1], "center")));
    define("ljust(width, fillchar=)", (self, a) -> pad(self, 0, index(a[0]), fill(a[1], "ljust")));
    define("rjust(width, fillchar=)", (self, a) -> pad(self, index(a[0]), 0, fill(a[1], "rjust")));
    define("zfill(width)", (self, a) -> zfill(self, index(a[0])));
    define("expandtabs(tabsize=)", (self, a) -> expandTabs(self, a[0] == null ? 8 : index(a[0])));
    define("replace(old, new, count=)", StrMethods::replace);
    define("split(sep=, maxsplit=)", (self, a) -> StrSplit.split(self, a[0], limit(a[1])));
    define("rsplit(sep=, maxsplit=)", (self, a) -> StrSplit.rsplit(self, a[0], limit(a[1])));
    define(
        "splitlines(keepends=)",
        (self, a) -> new PyList(StrSplit.lines(self, a[0] != null && Truth.of(a[0]))));
    define("partition(sep)", (self, a) -> StrSplit.partition(self, text(a[0]), false));
    define("rpartition(sep)", (self, a) -> StrSplit.partition(self, text(a[0]), true));
    define("join(iterable)", (self, a) -> join(self, given(a[0])));
    define("startswith(prefix, start=, end=)", (self, a) -> affix(self, a, true));
    define("endswith(suffix, start=, end=)", (self, a) -> affix(self, a, false));
    define("find(sub, start=, end=)", (self, a) -> find(self, a, false));
    define("rfind(sub, start=, end=)", (self, a) -> find(self, a, true));
    define("index(sub, start=, end=)", (self, a) -> found(find(self, a, false)));
    define("rindex(sub, start=, end=)", (self, a) -> found(find(self, a, true)));
    define("count(sub, start=, end=)", StrMethods::count);
    define(
        "removeprefix(prefix)",
        (self, a) -> self.startsWith(text(a[0])) ? self.substring(text(a[0]).length()) : self);
    define("removesuffix(suffix)", (self, a) -> removeSuffix(self, text(a[0])));
    define("translate(table)", (self, a) -> translate(self, given(a[0])));
    define(
        "encode(encoding=, errors=)",
        (self, a) -> new PyBytes(self.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    TABLE.put("format", (self, arguments) -> StrFormat.format(self.toString(), arguments));
    TABLE.put("format_map", StrMethods::formatMap);
    TABLE.put("maketrans", (self, arguments) -> StrSplit.makeTranslation(arguments.positional()));
  }

  private static void define(String signature, Body body) {
    Signature bound = Signature.of(signature);
    String name = signature.substring(0, signature.indexOf('('));
    TABLE.put(
        name, (self, arguments) -> body.apply(self.toString(), bindAsC(name, bound, arguments)));
  }

  /** Methods of C types complain about the number of arguments in other words. */
  private static @Nullable Object[] bindAsC(
      String name, Signature signature, CallArguments arguments) {
    boolean positionalOnly =
        !name.equals("split")
            && !name.equals("rsplit")
            && !name.equals("splitlines")
            && !name.equals("expandtabs")
            && !name.equals("encode");
    if (positionalOnly) {
      ListMethods.checkCount("str." + name, arguments, signature.required(), signature.size());
    }
    return signature.bind(arguments);
  }

  private static Object given(@Nullable Object value) {
    return java.util.Objects.requireNonNull(value);
  }

  private static String text(@Nullable Object value) {
    String text = PyText.of(given(value));
    if (text == null) {
      if (value instanceof Undefined) {
        throw JinjaException.type("must be str, not Undefined");
      }
      throw JinjaException.type("must be str, not " + PyTypes.name(given(value)));
    }
    return text;
  }

  private static int index(@Nullable Object value) {
    return PyNumbers.toIndex(given(value));
  }

  private static int limit(@Nullable Object value) {
    return value == null ? -1 : PyNumbers.toIndex(value);
  }

  private static String fill(@Nullable Object value, String method) {
    if (value == null) {
      return " ";
    }
    String fill = PyText.of(value);
    if (fill == null) {
      throw JinjaException.type(
          "The fill character must be a unicode character, not " + PyTypes.name(value));
    }
    if (PyText.length(fill) != 1) {
      throw JinjaException.type("The fill character must be exactly one character long");
    }
    return fill;
  }

  static String strip(String self, @Nullable Object chars, boolean start, boolean end) {
    if (chars != null && chars != PyNone.NONE && PyText.of(chars) == null) {
      String method = start && end ? "strip" : start ? "lstrip" : "rstrip";
      throw JinjaException.type(method + " arg must be None or str");
    }
    String set = chars == null || chars == PyNone.NONE ? null : PyText.of(chars);
    int from = 0;
    int to = self.length();
    while (start && from < to && matches(self.codePointAt(from), set)) {
      from += Character.charCount(self.codePointAt(from));
    }
    while (end && to > from && matches(self.codePointBefore(to), set)) {
      to -= Character.charCount(self.codePointBefore(to));
    }
    return self.substring(from, to);
  }

  private static boolean matches(int point, @Nullable String set) {
    return set == null ? PyText.isSpace(point) : set.indexOf(point) >= 0;
  }

  static String center(String self, int width, String fill) {
    int missing = width - PyText.length(self);
    if (missing <= 0) {
      return self;
    }
    int left = missing / 2 + (missing & width & 1);
    return fill.repeat(left) + self + fill.repeat(missing - left);
  }

  private static String pad(String self, int left, int right, String fill) {
    int length = PyText.length(self);
    checkWidth(Math.max(left, right));
    return fill.repeat(Math.max(0, left - length))
        + self
        + fill.repeat(Math.max(0, right - length));
  }

  static void checkWidth(long width) {
    if (width > 64L << 20) {
      throw new JinjaException(
          ErrorKind.LIMIT, "Expected a width of at most " + (64L << 20) + ", but got " + width);
    }
  }

  private static String zfill(String self, int width) {
    checkWidth(width);
    int missing = width - PyText.length(self);
    if (missing <= 0) {
      return self;
    }
    boolean signed = self.startsWith("-") || self.startsWith("+");
    return (signed ? self.substring(0, 1) : "")
        + "0".repeat(missing)
        + (signed ? self.substring(1) : self);
  }

  private static String expandTabs(String self, int size) {
    StringBuilder out = new StringBuilder();
    int column = 0;
    for (int i = 0; i < self.length(); i++) {
      char c = self.charAt(i);
      if (c == '\t') {
        int spaces = size <= 0 ? 0 : size - column % size;
        out.append(" ".repeat(spaces));
        column += spaces;
      } else {
        out.append(c);
        column = c == '\n' || c == '\r' ? 0 : column + 1;
      }
    }
    return out.toString();
  }

  private static Object replace(String self, @Nullable Object[] a) {
    String old = argument(a[0], "replace() argument 1");
    String replacement = argument(a[1], "replace() argument 2");
    return replace(self, old, replacement, a[2] == null ? -1 : PyNumbers.toIndex(a[2]));
  }

  private static String argument(@Nullable Object value, String name) {
    String text = PyText.of(given(value));
    if (text == null) {
      throw JinjaException.type(name + " must be str, not " + PyTypes.name(given(value)));
    }
    return text;
  }

  static String replace(String self, String old, String replacement, int count) {
    if (old.isEmpty()) {
      return interleave(self, replacement, count);
    }
    if (count < 0) {
      return self.replace(old, replacement);
    }
    StringBuilder out = new StringBuilder();
    int from = 0;
    for (int done = 0; done < count; done++) {
      int at = self.indexOf(old, from);
      if (at < 0) {
        break;
      }
      out.append(self, from, at).append(replacement);
      from = at + old.length();
    }
    return out.append(self, from, self.length()).toString();
  }

  private static String interleave(String self, String inserted, int count) {
    int left = count < 0 ? Integer.MAX_VALUE : count;
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < self.length(); ) {
      if (left-- > 0) {
        out.append(inserted);
      }
      int point = self.codePointAt(i);
      out.appendCodePoint(point);
      i += Character.charCount(point);
    }
    return left > 0 ? out.append(inserted).toString() : out.toString();
  }

  static String join(String separator, Object iterable) {
    java.util.Iterator<?> items = Iteration.ofOrNull(iterable);
    if (items == null) {
      throw JinjaException.type("can only join an iterable");
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; items.hasNext(); i++) {
      Object item = items.next();
      String text = PyText.of(item);
      if (text == null) {
        throw JinjaException.type(
            "sequence item " + i + ": expected str instance, " + PyTypes.name(item) + " found");
      }
      out.append(i == 0 ? "" : separator).append(text);
    }
    return out.toString();
  }

  /**
   * The part of a string that optional bounds select, and where it starts; null when the start is
   * beyond the end.
   */
  private record Window(String text, int start) {}

  private static @Nullable Window window(
      String self, @Nullable Object start, @Nullable Object end) {
    int length = PyText.length(self);
    PySlice slice =
        new PySlice(
            start == null ? PyNone.NONE : start, end == null ? PyNone.NONE : end, PyNone.NONE);
    PySlice.Bounds bounds = slice.resolve(length);
    boolean beyond = start instanceof Long from && from > length || bounds.start() > bounds.stop();
    int from = (int) bounds.start();
    return beyond ? null : new Window(PyText.substring(self, from, (int) bounds.stop()), from);
  }

  private static Object affix(String self, @Nullable Object[] a, boolean prefix) {
    Window window = window(self, a[1], a[2]);
    List<Object> candidates = given(a[0]) instanceof PyTuple tuple ? tuple : List.of(given(a[0]));
    for (Object candidate : candidates) {
      String text = PyText.of(candidate);
      if (text == null) {
        throw affixType(prefix, a[0] instanceof PyTuple, candidate);
      }
      if (window != null && (prefix ? window.text.startsWith(text) : window.text.endsWith(text))) {
        return true;
      }
    }
    return false;
  }

  private static JinjaException affixType(boolean prefix, boolean inTuple, Object candidate) {
    String method = prefix ? "startswith" : "endswith";
    return JinjaException.type(
        inTuple
            ? "tuple for " + method + " must only contain str, not " + PyTypes.name(candidate)
            : method + " first arg must be str or a tuple of str, not " + PyTypes.name(candidate));
  }

  private static long find(String self, @Nullable Object[] a, boolean last) {
    String sub = text(a[0]);
    Window window = window(self, a[1], a[2]);
    if (window == null) {
      return -1;
    }
    int at = last ? window.text.lastIndexOf(sub) : window.text.indexOf(sub);
    return at < 0 ? -1 : window.start + window.text.codePointCount(0, at);
  }

  private static Object found(long index) {
    if (index < 0) {
      throw JinjaException.value("substring not found");
    }
    return index;
  }

  private static Object count(String self, @Nullable Object[] a) {
    String sub = text(a[0]);
    Window window = window(self, a[1], a[2]);
    if (window == null) {
      return 0L;
    }
    if (sub.isEmpty()) {
      return (long) PyText.length(window.text) + 1;
    }
    long count = 0;
    for (int at = window.text.indexOf(sub);
        at >= 0;
        at = window.text.indexOf(sub, at + sub.length())) {
      count++;
    }
    return count;
  }

  private static String removeSuffix(String self, String suffix) {
    return !suffix.isEmpty() && self.endsWith(suffix)
        ? self.substring(0, self.length() - suffix.length())
        : self;
  }

  private static String translate(String self, Object table) {
    StringBuilder out = new StringBuilder();
    self.codePoints()
        .forEach(
            point -> {
              Object mapped = table instanceof PyDict dict ? dict.get((long) point) : null;
              if (mapped == null) {
                out.appendCodePoint(point);
              } else if (mapped instanceof Long number) {
                out.appendCodePoint(number.intValue());
              } else if (mapped != PyNone.NONE) {
                out.append(PyRepr.str(mapped));
              }
            });
    return out.toString();
  }

  private static Object formatMap(Object self, CallArguments arguments) {
    if (arguments.size() != 1 || !arguments.keywords().isEmpty()) {
      throw JinjaException.type(
          "format_map() takes exactly one argument (" + arguments.size() + " given)");
    }
    Map<String, Object> values = new HashMap<>();
    if (arguments.positional().get(0) instanceof PyDict dict) {
      dict.forEach((key, value) -> values.put(PyRepr.str(key), value));
    }
    return StrFormat.format(self.toString(), new CallArguments(new ArrayList<>(), values));
  }
}
