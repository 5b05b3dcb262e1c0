package io.tidemill.catalog.permission;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A ledger in memory, which can be made to fail. */
final class MemoryLedger implements Ledger {
  private final Map<TableName, Applied> rows = new ConcurrentHashMap<>();
  private int savesUntilCrash = Integer.MAX_VALUE;

  void crashAfter(int saves) {
    savesUntilCrash = saves;
  }

  @Override
  public Optional<Applied> find(TableName table) {
    return Optional.ofNullable(rows.get(table));
  }

  @Override
  public void save(Applied applied) {
    if (savesUntilCrash-- == 0) {
      throw new IllegalStateException("the process died before the ledger was written");
    }
    rows.put(applied.table(), applied);
  }

  @Override
  public Collection<Applied> all() {
    return List.copyOf(rows.values());
  }
}
