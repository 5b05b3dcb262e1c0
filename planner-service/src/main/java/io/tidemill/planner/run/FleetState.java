package io.tidemill.planner.run;

import io.tidemill.orchestration.engine.Tables;
import io.tidemill.orchestration.state.Key;
import io.tidemill.orchestration.state.RowVisitor;
import io.tidemill.orchestration.state.StateStore;
import io.tidemill.orchestration.state.Table;
import io.tidemill.orchestration.state.Table.Residency;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The state of one fleet in a key-value store that may hold those of others. Resident tables are
 * mirrored in memory, so that a queue's head is found without walking over what was deleted before
 * it; rows of the others that were used lately are kept decoded. Correct because the fleet has one
 * writer; thrown away whenever the store is opened anew.
 */
final class FleetState implements StateStore {

  private static final int MOST_CACHED = 50_000;

  private final String fleet;
  private final KeyValueStore<Bytes, byte[]> store;
  private final RowCodecs codecs;
  private final Map<String, NavigableMap<Key, Record>> resident = new HashMap<>();
  private final Map<String, Record> recent =
      new LinkedHashMap<>(1024, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Record> eldest) {
          return size() > MOST_CACHED;
        }
      };

  FleetState(String fleet, KeyValueStore<Bytes, byte[]> store, RowCodecs codecs) {
    this.fleet = fleet;
    this.store = store;
    this.codecs = codecs;
    for (Table<?> table : Tables.ALL) {
      if (table.residency() == Residency.RESIDENT) {
        load(table);
      }
    }
  }

  @Override
  public <R extends Record> Optional<R> find(Table<R> table, Key key) {
    if (table.residency() == Residency.RESIDENT) {
      return Optional.ofNullable(rows(table).get(key)).map(table.rowType()::cast);
    }
    String name = name(table, key);
    Record cached = recent.get(name);
    if (cached != null) {
      return Optional.of(table.rowType().cast(cached));
    }
    byte[] stored = store.get(bytes(name));
    if (stored == null) {
      return Optional.empty();
    }
    R row = codecs.of(table).decode(stored);
    recent.put(name, row);
    return Optional.of(row);
  }

  @Override
  public <R extends Record> void scan(
      Table<R> table, Key prefix, String from, RowVisitor<R> visitor) {
    if (table.residency() == Residency.RESIDENT) {
      scanResident(table, prefix, from, visitor);
    } else {
      scanStored(table, prefix, from, visitor);
    }
  }

  @Override
  public <R extends Record> void put(Table<R> table, Key key, R row) {
    String name = name(table, key);
    if (table.residency() == Residency.RESIDENT) {
      rows(table).put(key, row);
    } else {
      recent.put(name, row);
    }
    store.put(bytes(name), codecs.of(table).encode(row));
  }

  @Override
  public <R extends Record> void delete(Table<R> table, Key key) {
    String name = name(table, key);
    if (table.residency() == Residency.RESIDENT) {
      if (rows(table).remove(key) == null) {
        return;
      }
    } else {
      recent.remove(name);
    }
    store.delete(bytes(name));
  }

  private <R extends Record> void load(Table<R> table) {
    NavigableMap<Key, Record> rows = rows(table);
    scanStored(
        table,
        Key.ALL,
        "",
        (key, row) -> {
          rows.put(key, row);
          return RowVisitor.Next.CONTINUE;
        });
  }

  private <R extends Record> void scanResident(
      Table<R> table, Key prefix, String from, RowVisitor<R> visitor) {
    for (Map.Entry<Key, Record> entry : rows(table).tailMap(new Key(from), true).entrySet()) {
      if (!entry.getKey().isBelow(prefix)
          || visitor.visit(entry.getKey(), table.rowType().cast(entry.getValue()))
              == RowVisitor.Next.STOP) {
        return;
      }
    }
  }

  private <R extends Record> void scanStored(
      Table<R> table, Key prefix, String from, RowVisitor<R> visitor) {
    String start = name(table, new Key(from));
    String end =
        name(table, prefix.text().isEmpty() ? new Key("\uffff") : new Key(prefix.afterBelow()));
    int skip = name(table, Key.ALL).length();
    try (KeyValueIterator<Bytes, byte[]> rows = store.range(bytes(start), bytes(end))) {
      while (rows.hasNext()) {
        var entry = rows.next();
        String name = new String(entry.key.get(), StandardCharsets.UTF_8);
        Key key = new Key(name.substring(skip));
        if (!key.isBelow(prefix)) {
          continue;
        }
        Record cached = recent.get(name);
        R row =
            cached != null ? table.rowType().cast(cached) : codecs.of(table).decode(entry.value);
        if (visitor.visit(key, row) == RowVisitor.Next.STOP) {
          return;
        }
      }
    }
  }

  private NavigableMap<Key, Record> rows(Table<?> table) {
    return resident.computeIfAbsent(table.name(), any -> new TreeMap<>());
  }

  private String name(Table<?> table, Key key) {
    return fleet + Key.SEPARATOR + table.name() + Key.SEPARATOR + key.text();
  }

  private static Bytes bytes(String name) {
    return Bytes.wrap(name.getBytes(StandardCharsets.UTF_8));
  }
}
