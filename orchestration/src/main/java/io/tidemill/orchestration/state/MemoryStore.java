package io.tidemill.orchestration.state;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Holds the state in memory, in key order. Rows seen by a scan are those present when it began. */
public final class MemoryStore implements StateStore {

  private final Map<String, NavigableMap<Key, Record>> tables = new HashMap<>();

  @Override
  public <R extends Record> Optional<R> find(Table<R> table, Key key) {
    return Optional.ofNullable(rows(table).get(key)).map(table.rowType()::cast);
  }

  @Override
  public <R extends Record> void scan(
      Table<R> table, Key prefix, String from, RowVisitor<R> visitor) {
    NavigableMap<Key, Record> rows = rows(table).tailMap(new Key(from), true);
    for (Map.Entry<Key, Record> entry : rows.entrySet()) {
      if (!entry.getKey().isBelow(prefix)) {
        return;
      }
      if (visitor.visit(entry.getKey(), table.rowType().cast(entry.getValue()))
          == RowVisitor.Next.STOP) {
        return;
      }
    }
  }

  @Override
  public <R extends Record> void put(Table<R> table, Key key, R row) {
    rows(table).put(key, row);
  }

  @Override
  public <R extends Record> void delete(Table<R> table, Key key) {
    rows(table).remove(key);
  }

  /** How many rows a table has. */
  public int size(Table<?> table) {
    return rows(table).size();
  }

  private NavigableMap<Key, Record> rows(Table<?> table) {
    return tables.computeIfAbsent(table.name(), name -> new TreeMap<>());
  }
}
