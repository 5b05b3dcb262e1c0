package io.tidemill.dbt.jinja;

import static io.tidemill.dbt.jinja.Filters.define;
import static io.tidemill.dbt.jinja.Filters.isTrue;
import static io.tidemill.dbt.jinja.Filters.or;
import static io.tidemill.dbt.jinja.Filters.required;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Filters of sequences and mappings. */
final class SequenceFilters {

  private SequenceFilters() {}

  static void register(Map<String, FilterFunction> filters) {
    FilterFunction length = (context, value, arguments) -> (long) length(value, arguments);
    filters.put("length", length);
    filters.put("count", length);
    define(
        filters,
        "list",
        "sync_do_list(value)",
        (c, a) -> new PyList(Iteration.toList(required(a[0]))));
    define(filters, "first", "sync_do_first(seq)", (c, a) -> first(c, required(a[0])));
    define(filters, "last", "do_last(seq)", (c, a) -> last(c, required(a[0])));
    define(filters, "random", "do_random(seq)", (c, a) -> random(c, required(a[0])));
    define(filters, "reverse", "do_reverse(value)", (c, a) -> reverse(required(a[0])));
    define(filters, "join", "sync_do_join(value, d=, attribute=)", SequenceFilters::join);
    define(filters, "items", "do_items(value)", (c, a) -> items(required(a[0])));
    define(
        filters,
        "dictsort",
        "do_dictsort(value, case_sensitive=, by=, reverse=)",
        SequenceFilters::dictSort);
    define(filters, "batch", "do_batch(value, linecount, fill_with=)", SequenceFilters::batch);
    define(filters, "slice", "sync_do_slice(value, slices, fill_with=)", SequenceFilters::slice);
    FilterFunction fallback =
        (context, value, arguments) -> {
          @Nullable Object[] a = DEFAULT.bind(value, arguments);
          boolean use = value instanceof Undefined || isTrue(a[2]) && !Truth.of(value);
          return use ? or(a[1], "") : value;
        };
    filters.put("default", fallback);
    filters.put("d", fallback);
  }

  private static final Signature DEFAULT =
      Signature.of("do_default(value, default_value=, boolean=)");

  private static int length(Object value, CallArguments arguments) {
    if (!arguments.isEmpty()) {
      throw JinjaException.type(
          arguments.keywords().isEmpty()
              ? "len() takes exactly one argument (" + (arguments.size() + 1) + " given)"
              : "len() takes no keyword arguments");
    }
    return Iteration.length(value);
  }

  private static Object first(FilterContext context, Object sequence) {
    Iterator<?> iterator = Iteration.of(sequence);
    return iterator.hasNext()
        ? iterator.next()
        : context.undefined("No first item, sequence was empty.");
  }

  private static Object last(FilterContext context, Object sequence) {
    Iterator<?> iterator = reversed(sequence);
    if (iterator == null) {
      throw JinjaException.type("'" + PyTypes.name(sequence) + "' object is not reversible");
    }
    return iterator.hasNext()
        ? iterator.next()
        : context.undefined("No last item, sequence was empty.");
  }

  private static Object random(FilterContext context, Object sequence) {
    List<Object> items = Iteration.toList(sequence);
    if (items.isEmpty()) {
      return context.undefined("No random item, sequence was empty.");
    }
    return items.get(java.util.concurrent.ThreadLocalRandom.current().nextInt(items.size()));
  }

  /** {@code reversed(value)}, or null when that raises TypeError. */
  static @Nullable Iterator<?> reversed(Object value) {
    boolean reversible =
        PyText.is(value)
            || value instanceof PyList
            || value instanceof PyTuple
            || value instanceof PyDict
            || value instanceof DictView
            || value instanceof PyRange
            || value instanceof JinjaObject object && object.hasItems() && object.length() >= 0;
    if (!reversible) {
      return null;
    }
    List<Object> items = Iteration.toList(value);
    Collections.reverse(items);
    return items.iterator();
  }

  private static Object reverse(Object value) {
    String text = PyText.of(value);
    if (text != null) {
      return new StringBuilder(text).reverse().toString();
    }
    Iterator<?> iterator = reversed(value);
    if (iterator != null) {
      String type =
          value instanceof PyList
              ? "list_reverseiterator"
              : value instanceof PyDict
                  ? "dict_reversekeyiterator"
                  : value instanceof PyRange ? "range_iterator" : "reversed";
      return new PyIterator(type, iterator);
    }
    if (Iteration.ofOrNull(value) == null) {
      throw new JinjaException(ErrorKind.FILTER_ARGUMENT, "argument must be iterable");
    }
    List<Object> items = Iteration.toList(value);
    Collections.reverse(items);
    return new PyList(items);
  }

  private static Object join(FilterContext context, @Nullable Object[] a) {
    String separator = StringFilters.string(or(a[1], ""));
    java.util.function.UnaryOperator<Object> getter =
        AttributeGetter.of(context, a[2], false, null);
    StringBuilder out = new StringBuilder();
    Iterator<?> iterator = Iteration.of(required(a[0]));
    for (boolean first = true; iterator.hasNext(); first = false) {
      out.append(first ? "" : separator).append(PyRepr.str(getter.apply(iterator.next())));
    }
    return out.toString();
  }

  private static Object items(Object value) {
    if (value instanceof Undefined) {
      return PyIterator.generator(Collections.emptyIterator());
    }
    boolean mapping =
        value instanceof PyDict || value instanceof JinjaObject object && object.isMapping();
    return PyIterator.generator(
        new Iterator<Object>() {
          private @Nullable Iterator<?> entries;

          private Iterator<?> entries() {
            if (!mapping) {
              throw JinjaException.type("Can only get item pairs from a mapping.");
            }
            if (entries == null) {
              entries = itemsOf(value);
            }
            return entries;
          }

          @Override
          public boolean hasNext() {
            return entries().hasNext();
          }

          @Override
          public Object next() {
            return PythonValues.fromJava(entries().next());
          }
        });
  }

  /** {@code value.items()}. */
  static Iterator<?> itemsOf(Object value) {
    if (value instanceof PyDict dict) {
      return new DictView(dict, DictView.Part.ITEMS).iterate();
    }
    Object method = Subscripts.rawAttribute(value, "items");
    if (method == Missing.MISSING) {
      throw new JinjaException(
          ErrorKind.ATTRIBUTE, "'" + PyTypes.name(value) + "' object has no attribute 'items'");
    }
    return Iteration.of(Calls.call(method, CallArguments.NONE));
  }

  private static Object dictSort(FilterContext context, @Nullable Object[] a) {
    Object by = or(a[2], "key");
    int position = by.equals("key") ? 0 : by.equals("value") ? 1 : -1;
    if (position < 0) {
      throw new JinjaException(
          ErrorKind.FILTER_ARGUMENT, "You can only sort by either \"key\" or \"value\"");
    }
    java.util.function.UnaryOperator<Object> key =
        AttributeGetter.of(context, (long) position, !isTrue(a[1]), null);
    if (required(a[0]) instanceof Undefined undefined) {
      throw undefined.failure();
    }
    List<Object> items = new ArrayList<>();
    itemsOf(required(a[0])).forEachRemaining(items::add);
    return new PyList(sorted(items, key, isTrue(a[3])));
  }

  static List<Object> sorted(
      List<Object> items, java.util.function.UnaryOperator<Object> key, boolean reverse) {
    record Keyed(Object key, Object item) {}
    List<Keyed> keyed = new ArrayList<>(items.size());
    items.forEach(item -> keyed.add(new Keyed(key.apply(item), item)));
    Comparator<Keyed> order = (left, right) -> Comparisons.compare(left.key, right.key);
    keyed.sort(reverse ? order.reversed() : order);
    List<Object> result = new ArrayList<>(items.size());
    keyed.forEach(each -> result.add(each.item));
    return result;
  }

  private static Object batch(FilterContext context, @Nullable Object[] a) {
    Iterator<?> items = Iteration.of(required(a[0]));
    Object size = required(a[1]);
    return PyIterator.produce(
        "generator",
        () -> {
          List<Object> batch = new ArrayList<>();
          while (items.hasNext() && !Comparisons.equal((long) batch.size(), size)) {
            batch.add(items.next());
          }
          if (batch.isEmpty()) {
            return null;
          }
          while (a[2] != null && a[2] != PyNone.NONE && batch.size() < PyNumbers.toIndex(size)) {
            batch.add(required(a[2]));
          }
          return new PyList(batch);
        });
  }

  private static Object slice(FilterContext context, @Nullable Object[] a) {
    int[] next = {0, 0};
    return PyIterator.produce(
        "generator",
        () -> {
          List<Object> items = Iteration.toList(required(a[0]));
          int slices = PyNumbers.toIndex(required(a[1]));
          if (slices == 0) {
            throw new JinjaException(ErrorKind.ZERO_DIVISION, "integer division or modulo by zero");
          }
          if (next[0] >= slices) {
            return null;
          }
          int number = next[0]++;
          int each = items.size() / slices;
          int extra = items.size() % slices;
          int start = next[1] + number * each;
          next[1] += number < extra ? 1 : 0;
          int end = next[1] + (number + 1) * each;
          PyList part = new PyList(items.subList(start, end));
          if (a[2] != null && a[2] != PyNone.NONE && number >= extra) {
            part.add(required(a[2]));
          }
          return part;
        });
  }
}
