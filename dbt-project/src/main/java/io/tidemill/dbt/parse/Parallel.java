package io.tidemill.dbt.parse;

import java.util.List;
import java.util.function.Function;

/** The same work on many items, on all processors, with the answers in the order of the items. */
final class Parallel {
  private Parallel() {}

  static <T, R> List<R> map(List<T> items, Function<T, R> work) {
    return items.parallelStream().map(work).toList();
  }
}
