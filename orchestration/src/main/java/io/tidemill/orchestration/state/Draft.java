package io.tidemill.orchestration.state;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A state that is being decided on: reads fall through to the base, writes stay here. However often
 * a row is rewritten while one input is handled, it is one change in the end.
 */
public final class Draft implements StateStore {

  private final StateView base;
  private final Map<Table<?>, NavigableMap<Key, Slot>> written = new LinkedHashMap<>();

  public Draft(StateView base) {
    this.base = base;
  }

  @Override
  public <R extends Record> Optional<R> find(Table<R> table, Key key) {
    NavigableMap<Key, Slot> rows = written.get(table);
    Slot slot = rows == null ? null : rows.get(key);
    if (slot != null) {
      return Optional.ofNullable(slot.row).map(table.rowType()::cast);
    }
    return base.find(table, key);
  }

  @Override
  public <R extends Record> void scan(
      Table<R> table, Key prefix, String from, RowVisitor<R> visitor) {
    NavigableMap<Key, Slot> rows = written.get(table);
    if (rows == null) {
      base.scan(table, prefix, from, visitor);
      return;
    }
    new Merge<>(table, prefix, from, rows, visitor).run();
  }

  @Override
  public <R extends Record> void put(Table<R> table, Key key, R row) {
    slots(table).put(key, new Slot(row));
  }

  @Override
  public <R extends Record> void delete(Table<R> table, Key key) {
    slots(table).put(key, new Slot(null));
  }

  /** The rows of one table that differ from the base, deleted ones left out. */
  public <R extends Record> List<R> written(Table<R> table) {
    List<R> rows = new ArrayList<>();
    for (Slot slot : written.getOrDefault(table, Collections.emptyNavigableMap()).values()) {
      if (slot.row != null) {
        rows.add(table.rowType().cast(slot.row));
      }
    }
    return rows;
  }

  /** What to write to make the base equal to this draft. */
  public List<Change<?>> changes() {
    List<Change<?>> changes = new ArrayList<>();
    written.forEach(
        (table, rows) -> rows.forEach((key, slot) -> changes.add(change(table, key, slot.row))));
    return changes;
  }

  private static <R extends Record> Change<R> change(
      Table<R> table, Key key, @Nullable Record row) {
    return new Change<>(table, key, row == null ? null : table.rowType().cast(row));
  }

  private NavigableMap<Key, Slot> slots(Table<?> table) {
    return written.computeIfAbsent(table, any -> new TreeMap<>());
  }

  /** A written row; null inside means deleted. */
  private record Slot(@Nullable Record row) {}

  /**
   * Walks base and written rows together; the visitor may not write to the table it is visiting.
   */
  private final class Merge<R extends Record> {

    private final Table<R> table;
    private final Key prefix;
    private final String from;
    private final RowVisitor<R> visitor;
    private final NavigableMap<Key, Slot> written;
    private @Nullable Key reached;
    private RowVisitor.Next next = RowVisitor.Next.CONTINUE;

    Merge(
        Table<R> table,
        Key prefix,
        String from,
        NavigableMap<Key, Slot> written,
        RowVisitor<R> visitor) {
      this.table = table;
      this.prefix = prefix;
      this.from = from;
      this.written = written;
      this.visitor = visitor;
    }

    void run() {
      base.scan(table, prefix, from, this::visitBase);
      if (next == RowVisitor.Next.CONTINUE) {
        visitWrittenBefore(null);
      }
    }

    private RowVisitor.Next visitBase(Key key, R row) {
      visitWrittenBefore(key);
      if (next == RowVisitor.Next.CONTINUE && !written.containsKey(key)) {
        next = visitor.visit(key, row);
      }
      reached = key;
      return next;
    }

    /** Visits written rows up to and including the base's key, or to the end of the prefix. */
    private void visitWrittenBefore(@Nullable Key limit) {
      NavigableMap<Key, Slot> rest =
          reached == null ? written.tailMap(new Key(from), true) : written.tailMap(reached, false);
      for (Map.Entry<Key, Slot> entry : rest.entrySet()) {
        if (!entry.getKey().isBelow(prefix)
            || (limit != null && entry.getKey().compareTo(limit) > 0)) {
          return;
        }
        Record row = entry.getValue().row();
        if (row != null) {
          next = visitor.visit(entry.getKey(), table.rowType().cast(row));
          if (next == RowVisitor.Next.STOP) {
            return;
          }
        }
      }
    }
  }
}
