package io.tidemill.dbt.jinja;

import static io.tidemill.dbt.jinja.Filters.define;
import static io.tidemill.dbt.jinja.Filters.isTrue;
import static io.tidemill.dbt.jinja.Filters.or;
import static io.tidemill.dbt.jinja.Filters.required;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Filters of strings. */
final class StringFilters {

  private StringFilters() {}

  static void register(Map<String, FilterFunction> filters) {
    define(filters, "upper", "do_upper(s)", (c, a) -> soft(a[0], s -> s.toUpperCase(Locale.ROOT)));
    define(filters, "lower", "do_lower(s)", (c, a) -> soft(a[0], StrCase::lower));
    define(filters, "capitalize", "do_capitalize(s)", (c, a) -> soft(a[0], StrCase::capitalize));
    define(filters, "title", "do_title(s)", (c, a) -> title(string(a[0])));
    define(
        filters,
        "trim",
        "do_trim(value, chars=)",
        (c, a) -> soft(a[0], s -> StrMethods.strip(s, a[1], true, true)));
    define(
        filters, "string", "soft_str(s)", (c, a) -> a[0] instanceof Markup ? a[0] : string(a[0]));
    define(
        filters,
        "center",
        "do_center(value, width=)",
        (c, a) -> soft(a[0], s -> StrMethods.center(s, PyNumbers.toIndex(or(a[1], 80L)), " ")));
    define(filters, "replace", "do_replace(s, old, new, count=)", StringFilters::replace);
    define(filters, "indent", "do_indent(s, width=, first=, blank=)", StringFilters::indent);
    define(
        filters,
        "truncate",
        "do_truncate(s, length=, killwords=, end=, leeway=)",
        StringFilters::truncate);
    define(
        filters,
        "wordwrap",
        "do_wordwrap(s, width=, break_long_words=, wrapstring=, break_on_hyphens=)",
        StringFilters::wordWrap);
    define(filters, "wordcount", "do_wordcount(s)", (c, a) -> wordCount(string(a[0])));
    filters.put("format", StringFilters::format);
  }

  /** Applies to the text of any value; markup stays markup. */
  private static Object soft(
      @Nullable Object value, java.util.function.UnaryOperator<String> operation) {
    String result = operation.apply(string(value));
    return value instanceof Markup ? new Markup(result) : result;
  }

  static String string(@Nullable Object value) {
    return PyRepr.str(required(value));
  }

  private static Object title(String text) {
    StringBuilder out = new StringBuilder(text.length());
    boolean start = true;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      boolean separator = PyText.isSpace(c) || "-({[<".indexOf(c) >= 0;
      String each = Character.toString(c);
      out.append(separator ? each : start ? each.toUpperCase(Locale.ROOT) : StrCase.lower(each));
      start = separator;
    }
    return out.toString();
  }

  private static Object replace(FilterContext context, @Nullable Object[] a) {
    int count = a[3] == null || a[3] == PyNone.NONE ? -1 : PyNumbers.toIndex(required(a[3]));
    return StrMethods.replace(string(a[0]), string(a[1]), string(a[2]), count);
  }

  private static Object indent(FilterContext context, @Nullable Object[] a) {
    Object width = or(a[1], 4L);
    String indention =
        PyText.is(width) ? width.toString() : " ".repeat(Math.max(0, PyNumbers.toIndex(width)));
    if (a[0] instanceof PyList || a[0] instanceof PyTuple) {
      if (a[0] instanceof PyTuple) {
        Operators.add(required(a[0]), "\n");
      }
      throw noSplitLines(required(a[0]));
    }
    if (!PyText.is(required(a[0])) && !(a[0] instanceof Undefined)) {
      throw JinjaException.type(
          "unsupported operand type(s) for +=: '"
              + PyTypes.operand(required(a[0]))
              + "' and 'str'");
    }
    Object value = Operators.add(required(a[0]), "\n");
    List<String> lines = StrSplit.lines(value.toString(), false);
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      if (i > 0) {
        boolean indented = isTrue(a[3]) || !lines.get(i).isEmpty();
        out.append('\n').append(indented ? indention : "");
      }
      out.append(lines.get(i));
    }
    String result = (isTrue(a[2]) ? indention : "") + out;
    return value instanceof Markup ? new Markup(result) : result;
  }

  private static Object truncate(FilterContext context, @Nullable Object[] a) {
    int length = PyNumbers.toIndex(or(a[1], 255L));
    String end = string(or(a[3], "..."));
    int leeway = a[4] == null || a[4] == PyNone.NONE ? 5 : PyNumbers.toIndex(required(a[4]));
    if (length < PyText.length(end)) {
      throw new JinjaException(
          ErrorKind.PYTHON_ASSERTION,
          "expected length >= " + PyText.length(end) + ", got " + length);
    }
    if (leeway < 0) {
      throw new JinjaException(ErrorKind.PYTHON_ASSERTION, "expected leeway >= 0, got " + leeway);
    }
    Object value = required(a[0]);
    if (Iteration.length(value) <= length + leeway) {
      return value;
    }
    String text = string(value);
    String cut = PyText.substring(text, 0, length - PyText.length(end));
    if (isTrue(a[2])) {
      return cut + end;
    }
    int space = cut.lastIndexOf(' ');
    return (space < 0 ? cut : cut.substring(0, space)) + end;
  }

  private static Object wordWrap(FilterContext context, @Nullable Object[] a) {
    int width = PyNumbers.toIndex(or(a[1], 79L));
    boolean breakLong = a[2] == null || Truth.of(a[2]);
    String separator = a[3] == null || a[3] == PyNone.NONE ? "\n" : string(a[3]);
    boolean onHyphens = a[4] == null || Truth.of(a[4]);
    if (!PyText.is(required(a[0]))) {
      if (a[0] instanceof Undefined undefined) {
        throw undefined.failure();
      }
      throw noSplitLines(required(a[0]));
    }
    List<String> wrapped = new ArrayList<>();
    for (String line : StrSplit.lines(string(a[0]), false)) {
      wrapped.add(String.join(separator, TextWrap.wrap(line, width, breakLong, onHyphens)));
    }
    return String.join(separator, wrapped);
  }

  private static JinjaException noSplitLines(Object value) {
    return new JinjaException(
        ErrorKind.ATTRIBUTE,
        "'" + PyTypes.operand(value) + "' object has no attribute 'splitlines'");
  }

  private static long wordCount(String text) {
    long count = 0;
    boolean inside = false;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      boolean word = c == '_' || Character.isLetterOrDigit(c) || StrCase.isNumeric(c);
      count += word && !inside ? 1 : 0;
      inside = word;
    }
    return count;
  }

  private static Object format(FilterContext context, Object value, CallArguments arguments) {
    if (arguments.size() > 0 && !arguments.keywords().isEmpty()) {
      throw new JinjaException(
          ErrorKind.FILTER_ARGUMENT,
          "can't handle positional and keyword arguments at the same time");
    }
    Object values =
        arguments.keywords().isEmpty()
            ? PyTuple.copyOf(arguments.positional())
            : new PyDict(arguments.keywords());
    return Operators.modulo(value instanceof Markup ? value : string(value), values);
  }
}
