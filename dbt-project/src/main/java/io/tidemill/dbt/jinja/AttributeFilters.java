package io.tidemill.dbt.jinja;

import static io.tidemill.dbt.jinja.Filters.define;
import static io.tidemill.dbt.jinja.Filters.isTrue;
import static io.tidemill.dbt.jinja.Filters.or;
import static io.tidemill.dbt.jinja.Filters.required;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Filters that look at attributes of items, or apply another filter or a test to them. */
final class AttributeFilters {

  private AttributeFilters() {}

  static void register(Map<String, FilterFunction> filters) {
    filters.put("map", AttributeFilters::map);
    filters.put("select", (c, value, arguments) -> select(c, value, arguments, true, false));
    filters.put("reject", (c, value, arguments) -> select(c, value, arguments, false, false));
    filters.put("selectattr", (c, value, arguments) -> select(c, value, arguments, true, true));
    filters.put("rejectattr", (c, value, arguments) -> select(c, value, arguments, false, true));
    define(
        filters,
        "sort",
        "do_sort(value, reverse=, case_sensitive=, attribute=)",
        (c, a) ->
            new PyList(
                SequenceFilters.sorted(
                    Iteration.toList(required(a[0])),
                    AttributeGetter.ofMany(c, a[3], !isTrue(a[2])),
                    isTrue(a[1]))));
    define(
        filters,
        "unique",
        "sync_do_unique(value, case_sensitive=, attribute=)",
        AttributeFilters::unique);
    define(
        filters, "min", "do_min(value, case_sensitive=, attribute=)", (c, a) -> extreme(c, a, -1));
    define(
        filters, "max", "do_max(value, case_sensitive=, attribute=)", (c, a) -> extreme(c, a, 1));
    define(filters, "sum", "sync_do_sum(iterable, attribute=, start=)", AttributeFilters::sum);
    define(
        filters,
        "groupby",
        "sync_do_groupby(value, attribute, default=, case_sensitive=)",
        AttributeFilters::groupBy);
    define(filters, "attr", "do_attr(obj, name)", AttributeFilters::attribute);
  }

  private static Object attribute(FilterContext context, @Nullable Object[] a) {
    Object target = required(a[0]);
    String name = StringFilters.string(a[1]);
    if (Subscripts.rawAttribute(target, name) == Missing.MISSING) {
      return Undefined.ofMember(context.environment().undefinedPolicy(), target, name);
    }
    return context.environment().subscripts().attribute(target, name);
  }

  private static Object map(FilterContext context, Object value, CallArguments arguments) {
    return lazily(value, () -> mapper(context, arguments), null);
  }

  private static UnaryOperator<Object> mapper(FilterContext context, CallArguments arguments) {
    if (arguments.size() == 0 && arguments.keywords().containsKey("attribute")) {
      Map<String, Object> rest = new LinkedHashMap<>(arguments.keywords());
      Object attribute = rest.remove("attribute");
      Object fallback = rest.remove("default");
      if (!rest.isEmpty()) {
        throw new JinjaException(
            ErrorKind.FILTER_ARGUMENT,
            "Unexpected keyword argument " + PyRepr.quote(rest.keySet().iterator().next()));
      }
      return AttributeGetter.of(context, attribute, false, fallback);
    }
    if (arguments.size() == 0) {
      throw new JinjaException(ErrorKind.FILTER_ARGUMENT, "map requires a filter argument");
    }
    Object name = arguments.positional().get(0);
    CallArguments rest = after(arguments, 1);
    return item -> context.filter(name, item, rest);
  }

  private static CallArguments after(CallArguments arguments, int count) {
    return new CallArguments(
        arguments.positional().subList(count, arguments.size()), arguments.keywords());
  }

  private static Object select(
      FilterContext context,
      Object value,
      CallArguments arguments,
      boolean keep,
      boolean byAttribute) {
    return lazily(value, null, () -> predicate(context, arguments, keep, byAttribute));
  }

  private static Predicate<Object> predicate(
      FilterContext context, CallArguments arguments, boolean keep, boolean byAttribute) {
    int offset = byAttribute ? 1 : 0;
    if (byAttribute && arguments.size() == 0) {
      throw new JinjaException(ErrorKind.FILTER_ARGUMENT, "Missing parameter for attribute name");
    }
    UnaryOperator<Object> getter =
        byAttribute
            ? AttributeGetter.of(context, arguments.positional().get(0), false, null)
            : item -> item;
    if (arguments.size() <= offset) {
      return item -> Truth.of(getter.apply(item)) == keep;
    }
    Object test = arguments.positional().get(offset);
    CallArguments rest = after(arguments, offset + 1);
    return item -> Truth.of(context.test(test, getter.apply(item), rest)) == keep;
  }

  /** A generator that prepares its function only when the first item is wanted, as Python's do. */
  private static Object lazily(
      Object value,
      java.util.function.@Nullable Supplier<UnaryOperator<Object>> mapper,
      java.util.function.@Nullable Supplier<Predicate<Object>> predicate) {
    return PyIterator.produce(
        "generator",
        new PyIterator.Producer() {
          private @Nullable Iterator<?> items;
          private @Nullable UnaryOperator<Object> function;
          private @Nullable Predicate<Object> condition;
          private boolean done;

          @Override
          public @Nullable Object next() {
            if (done || items == null && !start()) {
              done = true;
              return null;
            }
            Iterator<?> source = items;
            while (source != null && source.hasNext()) {
              Object item = source.next();
              if (condition == null || condition.test(item)) {
                return function == null ? item : function.apply(item);
              }
            }
            done = true;
            return null;
          }

          private boolean start() {
            if (!Truth.of(value)) {
              return false;
            }
            function = mapper == null ? null : mapper.get();
            condition = predicate == null ? null : predicate.get();
            items = Iteration.of(value);
            return true;
          }
        });
  }

  private static Object unique(FilterContext context, @Nullable Object[] a) {
    UnaryOperator<Object> getter = AttributeGetter.of(context, a[2], !isTrue(a[1]), null);
    Set<Object> seen = new HashSet<>();
    @Nullable Iterator<?>[] items = {null};
    return PyIterator.produce(
        "generator",
        () -> {
          Iterator<?> source = items[0] == null ? Iteration.of(required(a[0])) : items[0];
          items[0] = source;
          while (source.hasNext()) {
            Object item = source.next();
            if (seen.add(PyKey.of(getter.apply(item)))) {
              return item;
            }
          }
          return null;
        });
  }

  private static Object extreme(FilterContext context, @Nullable Object[] a, int sign) {
    Iterator<?> items = Iteration.of(required(a[0]));
    if (!items.hasNext()) {
      return context.undefined("No aggregated item, sequence was empty.");
    }
    UnaryOperator<Object> getter = AttributeGetter.of(context, a[2], !isTrue(a[1]), null);
    Object best = items.next();
    Object bestKey = getter.apply(best);
    Comparisons.Order order = sign < 0 ? Comparisons.Order.LESS : Comparisons.Order.GREATER;
    while (items.hasNext()) {
      Object item = items.next();
      Object key = getter.apply(item);
      if (Comparisons.test(order, key, bestKey)) {
        best = item;
        bestKey = key;
      }
    }
    return best;
  }

  private static Object sum(FilterContext context, @Nullable Object[] a) {
    UnaryOperator<Object> getter = AttributeGetter.of(context, a[1], false, null);
    Object total = or(a[2], 0L);
    if (PyText.is(total)) {
      throw JinjaException.type("sum() can't sum strings [use ''.join(seq) instead]");
    }
    Iterator<?> items = Iteration.of(required(a[0]));
    while (items.hasNext()) {
      total = Operators.add(total, getter.apply(items.next()));
    }
    return total;
  }

  private static Object groupBy(FilterContext context, @Nullable Object[] a) {
    boolean ignoreCase = !isTrue(a[3]);
    UnaryOperator<Object> key = AttributeGetter.of(context, a[1], ignoreCase, a[2]);
    UnaryOperator<Object> shown = AttributeGetter.of(context, a[1], false, a[2]);
    List<Object> groups = new ArrayList<>();
    PyList current = new PyList();
    Object currentKey = null;
    for (Object item : SequenceFilters.sorted(Iteration.toList(required(a[0])), key, false)) {
      Object itemKey = key.apply(item);
      if (currentKey == null || !Comparisons.equal(currentKey, itemKey)) {
        current = new PyList();
        currentKey = itemKey;
        groups.add(new Group(shown.apply(item), current));
      }
      current.add(item);
    }
    return new PyList(groups);
  }

  /** A pair of a group's key and its items, which are attributes too. */
  record Group(Object grouper, PyList list) implements JinjaObject {

    private PyTuple tuple() {
      return PyTuple.of(grouper, list);
    }

    @Override
    public Object getAttribute(String name) {
      return switch (name) {
        case "grouper" -> grouper;
        case "list" -> list;
        default -> Subscripts.rawAttribute(tuple(), name);
      };
    }

    @Override
    public Object getItem(Object key) {
      if (key instanceof PySlice slice) {
        return Subscripts.slice(tuple(), slice);
      }
      if (!(key instanceof Long index) || index < -2 || index > 1) {
        return Missing.MISSING;
      }
      return tuple().get((int) (index < 0 ? index + 2 : index));
    }

    @Override
    public boolean hasItems() {
      return true;
    }

    @Override
    public Iterator<?> iterate() {
      return tuple().iterator();
    }

    @Override
    public int length() {
      return 2;
    }

    @Override
    public String pythonType() {
      return "_GroupTuple";
    }

    @Override
    public String qualifiedType() {
      return "jinja2.filters._GroupTuple";
    }

    @Override
    public String repr() {
      return PyRepr.repr(tuple());
    }
  }
}
