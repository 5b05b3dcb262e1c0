package io.tidemill.planner.run;

import io.tidemill.orchestration.state.Table;
import java.util.HashMap;
import java.util.Map;

/** The codec of each table's rows. Not thread-safe. */
final class RowCodecs {

  private final Map<Class<?>, RowCodec<?>> codecs = new HashMap<>();

  @SuppressWarnings("unchecked")
  <R extends Record> RowCodec<R> of(Table<R> table) {
    return (RowCodec<R>)
        codecs.computeIfAbsent(table.rowType(), type -> new RowCodec<>(table.rowType()));
  }
}
