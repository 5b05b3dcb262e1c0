package io.tidemill.dbt.jinja;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The methods of markup: those of str whose results are markup again. */
final class MarkupMethods {

  private static final Set<String> KEEP_MARKUP =
      Set.of(
          "upper",
          "lower",
          "title",
          "capitalize",
          "swapcase",
          "casefold",
          "strip",
          "lstrip",
          "rstrip",
          "center",
          "ljust",
          "rjust",
          "zfill",
          "expandtabs",
          "replace",
          "join",
          "removeprefix",
          "removesuffix");

  private static final Set<String> SEQUENCES =
      Set.of("split", "rsplit", "splitlines", "partition", "rpartition");

  private MarkupMethods() {}

  private static Object marked(Object sequence) {
    java.util.List<Object> parts = new java.util.ArrayList<>();
    Iteration.of(sequence).forEachRemaining(part -> parts.add(new Markup(PyRepr.str(part))));
    return sequence instanceof PyTuple ? PyTuple.copyOf(parts) : new PyList(parts);
  }

  static @Nullable Method find(String name) {
    if (name.equals("striptags")) {
      return (self, arguments) -> HtmlFilters.stripTags(self.toString());
    }
    if (name.equals("unescape")) {
      return (self, arguments) -> HtmlFilters.unescape(self.toString());
    }
    Method method = StrMethods.TABLE.get(name);
    if (method != null && SEQUENCES.contains(name)) {
      return (self, arguments) -> marked(method.call(self.toString(), arguments));
    }
    if (method == null || !KEEP_MARKUP.contains(name)) {
      return method;
    }
    return (self, arguments) -> new Markup(PyRepr.str(method.call(self.toString(), arguments)));
  }
}
