package io.tidemill.dbt.jinja;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The filters of Jinja2 and those that dbt adds. */
final class Filters {

  private static final Map<String, FilterFunction> ALL = new HashMap<>();
  private static final Map<String, FilterFunction> NATIVE =
      Map.of(
          "as_text", marker(NativeMarker.Type.TEXT),
          "as_bool", marker(NativeMarker.Type.BOOL),
          "as_number", marker(NativeMarker.Type.NUMBER),
          "as_native", marker(NativeMarker.Type.NATIVE));

  private Filters() {}

  static {
    StringFilters.register(ALL);
    SequenceFilters.register(ALL);
    AttributeFilters.register(ALL);
    NumberFilters.register(ALL);
    HtmlFilters.register(ALL);
    ALL.put("tojson", JsonFilter::apply);
    ALL.put("pprint", (context, value, arguments) -> PrettyPrint.format(value));
    ALL.put("is_list", (context, value, arguments) -> value instanceof PyList);
    for (String name : NATIVE.keySet()) {
      ALL.put(name, (context, value, arguments) -> value);
    }
  }

  /** A filter with a signature; the first parameter is the target. */
  interface Body {
    @Nullable Object apply(FilterContext context, @Nullable Object[] arguments);
  }

  static void define(
      Map<String, FilterFunction> filters, String name, String signature, Body body) {
    Signature bound = Signature.of(signature);
    filters.put(
        name, (context, value, arguments) -> body.apply(context, bound.bind(value, arguments)));
  }

  /** The argument, or another value when it is not given. */
  static Object or(@Nullable Object given, Object otherwise) {
    return given == null ? otherwise : given;
  }

  static Object required(@Nullable Object given) {
    return java.util.Objects.requireNonNull(given);
  }

  static boolean isTrue(@Nullable Object given) {
    return given != null && Truth.of(given);
  }

  private static FilterFunction marker(NativeMarker.Type type) {
    return (context, value, arguments) -> new NativeMarker(type, PyRepr.str(value));
  }

  static Map<String, FilterFunction> all() {
    return ALL;
  }

  /** The filter of that name that works differently in native rendering, or null. */
  static @Nullable FilterFunction nativeFilter(String name) {
    return NATIVE.get(name);
  }
}
