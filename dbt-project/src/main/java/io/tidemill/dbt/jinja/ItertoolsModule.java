package io.tidemill.dbt.jinja;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The part of Python's module itertools that dbt offers. */
final class ItertoolsModule {

  /** Combinations beyond this many are refused. */
  private static final int MAX_RESULTS = 1_000_000;

  private ItertoolsModule() {}

  static PyDict create() {
    PyDict module = new PyDict();
    define(module, "chain", a -> new PyIterator("itertools.chain", chain(a.positional())));
    define(module, "count", ItertoolsModule::count);
    define(module, "cycle", a -> cycle(Iteration.toList(a.positional().get(0))));
    define(module, "repeat", ItertoolsModule::repeat);
    define(module, "accumulate", ItertoolsModule::accumulate);
    define(module, "compress", a -> compress(a.positional().get(0), a.positional().get(1)));
    define(module, "islice", ItertoolsModule::slice);
    define(module, "starmap", a -> starMap(a.positional().get(0), a.positional().get(1)));
    define(module, "tee", ItertoolsModule::tee);
    define(module, "zip_longest", ItertoolsModule::zipLongest);
    define(module, "product", ItertoolsModule::product);
    define(module, "permutations", ItertoolsModule::permutations);
    define(module, "combinations", a -> combinations(a, false));
    define(module, "combinations_with_replacement", a -> combinations(a, true));
    return module;
  }

  private static void define(PyDict module, String name, JinjaCallable function) {
    module.put(
        name,
        new BoundFunction(
            name,
            arguments -> {
              try {
                return function.call(arguments);
              } catch (IndexOutOfBoundsException missing) {
                throw JinjaException.type(
                    name + "() missing required arguments (" + arguments.size() + " given)");
              }
            }));
  }

  private static Iterator<Object> chain(List<Object> iterables) {
    Iterator<Object> outer = iterables.iterator();
    return new Iterator<>() {
      private Iterator<?> inner = Collections.emptyIterator();

      @Override
      public boolean hasNext() {
        while (!inner.hasNext() && outer.hasNext()) {
          inner = Iteration.of(outer.next());
        }
        return inner.hasNext();
      }

      @Override
      public Object next() {
        if (!hasNext()) {
          throw new java.util.NoSuchElementException();
        }
        return inner.next();
      }
    };
  }

  private static Object count(CallArguments arguments) {
    Object[] next = {arguments.getOrDefault(0, "start", 0L)};
    Object step = arguments.getOrDefault(1, "step", 1L);
    return PyIterator.produce(
        "itertools.count",
        () -> {
          Object current = next[0];
          next[0] = Operators.add(current, step);
          return current;
        });
  }

  private static Object cycle(List<Object> items) {
    int[] next = {0};
    return PyIterator.produce(
        "itertools.cycle", () -> items.isEmpty() ? null : items.get(next[0]++ % items.size()));
  }

  private static Object repeat(CallArguments arguments) {
    Object value = arguments.positional().get(0);
    Object times = arguments.get(1, "times");
    long[] left = {times == null ? Long.MAX_VALUE : PyNumbers.toIndex(times)};
    return PyIterator.produce("itertools.repeat", () -> left[0]-- > 0 ? value : null);
  }

  private static Object accumulate(CallArguments arguments) {
    Iterator<?> items = Iteration.of(arguments.positional().get(0));
    Object function = arguments.get(1, "func");
    @Nullable Object[] total = {arguments.keywords().get("initial")};
    boolean[] emitInitial = {total[0] != null && total[0] != PyNone.NONE};
    return PyIterator.produce(
        "itertools.accumulate",
        () -> {
          if (emitInitial[0]) {
            emitInitial[0] = false;
            return total[0];
          }
          if (!items.hasNext()) {
            return null;
          }
          Object item = items.next();
          Object before = total[0];
          boolean first = before == null || before == PyNone.NONE;
          boolean plain = function == null || function == PyNone.NONE;
          total[0] =
              first
                  ? item
                  : plain
                      ? Operators.add(Filters.required(before), item)
                      : Calls.call(Filters.required(function), CallArguments.of(before, item));
          return total[0];
        });
  }

  private static Object compress(Object data, Object selectors) {
    Iterator<?> items = Iteration.of(data);
    Iterator<?> keep = Iteration.of(selectors);
    return PyIterator.produce(
        "itertools.compress",
        () -> {
          while (items.hasNext() && keep.hasNext()) {
            Object item = items.next();
            if (Truth.of(keep.next())) {
              return item;
            }
          }
          return null;
        });
  }

  private static Object slice(CallArguments arguments) {
    List<Object> a = arguments.positional();
    Iterator<?> items = Iteration.of(a.get(0));
    boolean one = a.size() == 2;
    long start = one || a.get(1) == PyNone.NONE ? 0 : PyNumbers.toIndex(a.get(1));
    Object end = one ? a.get(1) : a.get(2);
    long stop = end == PyNone.NONE ? Long.MAX_VALUE : PyNumbers.toIndex(end);
    long step = a.size() > 3 && a.get(3) != PyNone.NONE ? PyNumbers.toIndex(a.get(3)) : 1;
    if (start < 0 || stop < 0 || step < 1) {
      throw JinjaException.value(
          "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.");
    }
    long[] index = {0, start};
    return PyIterator.produce(
        "itertools.islice",
        () -> {
          while (index[1] < stop && items.hasNext()) {
            Object item = items.next();
            if (index[0]++ == index[1]) {
              index[1] += step;
              return item;
            }
          }
          return null;
        });
  }

  private static Object starMap(Object function, Object iterable) {
    Iterator<?> items = Iteration.of(iterable);
    return PyIterator.produce(
        "itertools.starmap",
        () ->
            items.hasNext()
                ? Calls.call(
                    function, new CallArguments(Iteration.toList(items.next()), java.util.Map.of()))
                : null);
  }

  private static Object tee(CallArguments arguments) {
    List<Object> items = Iteration.toList(arguments.positional().get(0));
    int copies = PyNumbers.toIndex(arguments.getOrDefault(1, "n", 2L));
    List<Object> iterators = new ArrayList<>();
    for (int i = 0; i < copies; i++) {
      iterators.add(new PyIterator("itertools._tee", items.iterator()));
    }
    return PyTuple.copyOf(iterators);
  }

  private static Object zipLongest(CallArguments arguments) {
    List<Iterator<?>> iterators = new ArrayList<>();
    arguments.positional().forEach(each -> iterators.add(Iteration.of(each)));
    Object fill = arguments.keywords().getOrDefault("fillvalue", PyNone.NONE);
    return PyIterator.produce(
        "itertools.zip_longest",
        () -> {
          if (iterators.stream().noneMatch(Iterator::hasNext)) {
            return null;
          }
          List<Object> row = new ArrayList<>();
          iterators.forEach(each -> row.add(each.hasNext() ? each.next() : fill));
          return PyTuple.copyOf(row);
        });
  }

  private static List<Object> collect(Consumer<Consumer<List<Object>>> generator) {
    List<Object> results = new ArrayList<>();
    generator.accept(
        row -> {
          if (results.size() >= MAX_RESULTS) {
            throw new JinjaException(
                ErrorKind.LIMIT,
                "Expected at most " + MAX_RESULTS + " combinations, but there are more");
          }
          results.add(PyTuple.copyOf(row));
        });
    return results;
  }

  private static Object product(CallArguments arguments) {
    List<List<Object>> pools = new ArrayList<>();
    int repeat = PyNumbers.toIndex(arguments.keywords().getOrDefault("repeat", 1L));
    for (int i = 0; i < repeat; i++) {
      arguments.positional().forEach(each -> pools.add(Iteration.toList(each)));
    }
    List<Object> rows = collect(sink -> product(pools, new ArrayList<>(), sink));
    return new PyIterator("itertools.product", rows.iterator());
  }

  private static void product(
      List<List<Object>> pools, List<Object> row, Consumer<List<Object>> sink) {
    if (row.size() == pools.size()) {
      sink.accept(row);
      return;
    }
    for (Object item : pools.get(row.size())) {
      row.add(item);
      product(pools, row, sink);
      row.remove(row.size() - 1);
    }
  }

  private static Object permutations(CallArguments arguments) {
    List<Object> pool = Iteration.toList(arguments.positional().get(0));
    Object size = arguments.get(1, "r");
    int length = size == null || size == PyNone.NONE ? pool.size() : PyNumbers.toIndex(size);
    List<Object> rows =
        length > pool.size()
            ? List.of()
            : collect(
                sink -> permute(pool, new boolean[pool.size()], length, new ArrayList<>(), sink));
    return new PyIterator("itertools.permutations", rows.iterator());
  }

  private static void permute(
      List<Object> pool,
      boolean[] used,
      int length,
      List<Object> row,
      Consumer<List<Object>> sink) {
    if (row.size() == length) {
      sink.accept(row);
      return;
    }
    for (int i = 0; i < pool.size(); i++) {
      if (!used[i]) {
        used[i] = true;
        row.add(pool.get(i));
        permute(pool, used, length, row, sink);
        row.remove(row.size() - 1);
        used[i] = false;
      }
    }
  }

  private static Object combinations(CallArguments arguments, boolean replace) {
    List<Object> pool = Iteration.toList(arguments.positional().get(0));
    Object size = arguments.get(1, "r");
    if (size == null) {
      throw JinjaException.type("combinations() missing required argument 'r' (pos 2)");
    }
    List<Object> rows =
        collect(
            sink -> combine(pool, 0, PyNumbers.toIndex(size), replace, new ArrayList<>(), sink));
    String type = replace ? "itertools.combinations_with_replacement" : "itertools.combinations";
    return new PyIterator(type, rows.iterator());
  }

  private static void combine(
      List<Object> pool,
      int from,
      int length,
      boolean replace,
      List<Object> row,
      Consumer<List<Object>> sink) {
    if (row.size() == length) {
      sink.accept(row);
      return;
    }
    for (int i = from; i < pool.size(); i++) {
      row.add(pool.get(i));
      combine(pool, replace ? i : i + 1, length, replace, row, sink);
      row.remove(row.size() - 1);
    }
  }
}
