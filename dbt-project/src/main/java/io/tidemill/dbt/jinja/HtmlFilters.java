package io.tidemill.dbt.jinja;

import static io.tidemill.dbt.jinja.Filters.define;
import static io.tidemill.dbt.jinja.Filters.isTrue;
import static io.tidemill.dbt.jinja.Filters.required;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Filters for HTML and URLs. */
final class HtmlFilters {

  private HtmlFilters() {}

  static void register(Map<String, FilterFunction> filters) {
    define(filters, "escape", "escape(s)", (c, a) -> Markup.escape(required(a[0])));
    define(filters, "e", "escape(s)", (c, a) -> Markup.escape(required(a[0])));
    define(
        filters,
        "forceescape",
        "do_forceescape(value)",
        (c, a) -> new Markup(Markup.escapeText(StringFilters.string(a[0]))));
    define(
        filters, "safe", "do_mark_safe(value)", (c, a) -> new Markup(StringFilters.string(a[0])));
    define(
        filters,
        "striptags",
        "do_striptags(value)",
        (c, a) -> stripTags(StringFilters.string(a[0])));
    define(filters, "urlencode", "do_urlencode(value)", (c, a) -> urlEncode(required(a[0])));
    define(filters, "xmlattr", "do_xmlattr(d, autospace=)", HtmlFilters::attributes);
    define(
        filters,
        "urlize",
        "do_urlize(value, trim_url_limit=, nofollow=, target=, rel=, extra_schemes=)",
        Urlize::apply);
  }

  static String stripTags(String html) {
    String text = html;
    for (int start = text.indexOf("<!--"); start >= 0; start = text.indexOf("<!--")) {
      int end = text.indexOf("-->", start);
      if (end < 0) {
        break;
      }
      text = text.substring(0, start) + text.substring(end + 3);
    }
    for (int start = text.indexOf('<'); start >= 0; start = text.indexOf('<')) {
      int end = text.indexOf('>', start);
      if (end < 0) {
        break;
      }
      text = text.substring(0, start) + text.substring(end + 1);
    }
    List<String> words = new ArrayList<>();
    StrSplit.split(text, null, -1).forEach(word -> words.add((String) word));
    return unescape(String.join(" ", words));
  }

  static String unescape(String text) {
    if (text.indexOf('&') < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); ) {
      int end = text.charAt(i) == '&' ? text.indexOf(';', i) : -1;
      String replacement = end < 0 ? null : entity(text.substring(i + 1, end));
      if (replacement == null) {
        out.append(text.charAt(i++));
      } else {
        out.append(replacement);
        i = end + 1;
      }
    }
    return out.toString();
  }

  private static @Nullable String entity(String name) {
    if (name.startsWith("#")) {
      boolean hex = name.startsWith("#x") || name.startsWith("#X");
      Object point = PyNumbers.parseInt(name.substring(hex ? 2 : 1), hex ? 16 : 10);
      return point instanceof Long number && number <= Character.MAX_CODE_POINT && number >= 0
          ? Character.toString(number.intValue())
          : null;
    }
    return switch (name) {
      case "amp" -> "&";
      case "lt" -> "<";
      case "gt" -> ">";
      case "quot" -> "\"";
      case "apos" -> "'";
      case "nbsp" -> "\u00a0";
      default -> null;
    };
  }

  private static Object urlEncode(Object value) {
    if (PyText.is(value) || value instanceof Undefined || Iteration.ofOrNull(value) == null) {
      return quote(PyRepr.str(value), false);
    }
    Iterator<?> pairs =
        value instanceof PyDict ? SequenceFilters.itemsOf(value) : Iteration.of(value);
    StringBuilder out = new StringBuilder();
    while (pairs.hasNext()) {
      List<Object> pair = Iteration.unpack(pairs.next(), 2);
      out.append(out.isEmpty() ? "" : "&");
      out.append(quote(PyRepr.str(pair.get(0)), true))
          .append('=')
          .append(quote(PyRepr.str(pair.get(1)), true));
    }
    return out.toString();
  }

  private static String quote(String text, boolean forQuery) {
    StringBuilder out = new StringBuilder();
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (each & 0xff);
      boolean plain =
          c < 0x80
              && (Character.isLetterOrDigit(c) || "_.-~".indexOf(c) >= 0 || c == '/' && !forQuery);
      if (plain) {
        out.append(c);
      } else {
        out.append(forQuery && c == ' ' ? "+" : String.format("%%%02X", (int) c));
      }
    }
    return out.toString();
  }

  private static Object attributes(FilterContext context, @Nullable Object[] a) {
    StringBuilder out = new StringBuilder();
    if (required(a[0]) instanceof Undefined undefined) {
      throw undefined.failure();
    }
    Iterator<?> items = SequenceFilters.itemsOf(required(a[0]));
    while (items.hasNext()) {
      PyTuple item = (PyTuple) items.next();
      if (item.get(1) == PyNone.NONE || item.get(1) instanceof Undefined) {
        continue;
      }
      String key = PyRepr.str(item.get(0));
      if (key.chars().anyMatch(c -> " \t\n\r\f\u000b/>=".indexOf(c) >= 0)) {
        throw JinjaException.value("Invalid character in attribute name: " + PyRepr.repr(key));
      }
      out.append(out.isEmpty() ? "" : " ").append(Markup.escape(item.get(0)).text());
      out.append("=\"").append(Markup.escape(item.get(1)).text()).append('"');
    }
    boolean space = (a[1] == null || isTrue(a[1])) && !out.isEmpty();
    return (space ? " " : "") + out;
  }
}
