package io.tidemill.orchestration.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Read access to the planner's state. */
public interface StateView {

  <R extends Record> Optional<R> find(Table<R> table, Key key);

  /**
   * Visits the rows below the prefix in key order, from the given text on, until the visitor has
   * seen enough. The visitor may not write to the table that it visits.
   */
  <R extends Record> void scan(Table<R> table, Key prefix, String from, RowVisitor<R> visitor);

  /** Visits the rows below the prefix in key order until the visitor has seen enough. */
  default <R extends Record> void scan(Table<R> table, Key prefix, RowVisitor<R> visitor) {
    scan(table, prefix, prefix.firstBelow(), visitor);
  }

  /** All rows below the prefix, in key order. */
  default <R extends Record> List<R> list(Table<R> table, Key prefix) {
    List<R> rows = new ArrayList<>();
    scan(
        table,
        prefix,
        (key, row) -> {
          rows.add(row);
          return RowVisitor.Next.CONTINUE;
        });
    return rows;
  }

  /** The row, which must exist: its absence is a bug. */
  default <R extends Record> R get(Table<R> table, Key key) {
    return find(table, key)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "Expected a row in table "
                        + table
                        + " under "
                        + key.text().replace(Key.SEPARATOR, '/')
                        + ", but there is none"));
  }

  /** The first row below the prefix. */
  default <R extends Record> Optional<R> first(Table<R> table, Key prefix) {
    return first(table, prefix, prefix.firstBelow());
  }

  /** The first row below the prefix from the given text on. */
  default <R extends Record> Optional<R> first(Table<R> table, Key prefix, String from) {
    Holder<R> holder = new Holder<>();
    scan(
        table,
        prefix,
        from,
        (key, row) -> {
          holder.row = Optional.of(row);
          return RowVisitor.Next.STOP;
        });
    return holder.row;
  }

  /** Carries one row out of a visitor. */
  final class Holder<R> {
    private Optional<R> row = Optional.empty();

    private Holder() {}
  }
}
