package io.tidemill.dbt.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Jinja2's attribute paths: names and indexes separated by dots. */
final class AttributeGetter {

  private AttributeGetter() {}

  /**
   * A function from an item to its attribute; no attribute gives the item, a default replaces what
   * is undefined.
   */
  static UnaryOperator<Object> of(
      FilterContext context,
      @Nullable Object attribute,
      boolean ignoreCase,
      @Nullable Object fallback) {
    List<Object> path = path(attribute);
    Subscripts subscripts = context.environment().subscripts();
    boolean replace = fallback != null && fallback != PyNone.NONE;
    return item -> {
      Object value = item;
      for (Object part : path) {
        value = subscripts.item(value, part);
        if (replace && value instanceof Undefined) {
          value = Filters.required(fallback);
        }
      }
      return ignoreCase ? ignoreCase(value) : value;
    };
  }

  /** A function from an item to the list of several attributes, separated by commas. */
  static UnaryOperator<Object> ofMany(
      FilterContext context, @Nullable Object attributes, boolean ignoreCase) {
    List<UnaryOperator<Object>> getters = new ArrayList<>();
    String text = attributes == null ? null : PyText.of(attributes);
    if (text == null) {
      getters.add(of(context, attributes, ignoreCase, null));
    } else {
      for (String part : text.split(",", -1)) {
        getters.add(of(context, part, ignoreCase, null));
      }
    }
    return item -> {
      List<Object> values = new ArrayList<>(getters.size());
      getters.forEach(getter -> values.add(getter.apply(item)));
      return new PyList(values);
    };
  }

  private static Object ignoreCase(Object value) {
    String text = PyText.of(value);
    return text == null ? value : StrCase.lower(text);
  }

  private static List<Object> path(@Nullable Object attribute) {
    List<Object> path = new ArrayList<>();
    if (attribute == null || attribute == PyNone.NONE) {
      return path;
    }
    String text = PyText.of(attribute);
    if (text == null) {
      path.add(attribute);
      return path;
    }
    for (String part : text.split("\\.", -1)) {
      boolean index = StrCase.all(part, StrCase::isDigit);
      Object number = index ? PyNumbers.parseInt(part, 10) : null;
      path.add(number == null ? part : number);
    }
    return path;
  }
}
