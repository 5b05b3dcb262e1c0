package io.tidemill.executor.materialization;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A reader in a session of its own that asks without pause what a table holds. */
final class Readers {
  private final GlueLocalBench bench;
  private final String sql;
  private final Set<List<String>> seen = ConcurrentHashMap.newKeySet();
  private final Set<String> errors = ConcurrentHashMap.newKeySet();
  private final AtomicInteger reads = new AtomicInteger();
  private final Thread thread = new Thread(this::read, "reader");
  private volatile boolean stopped;

  Readers(GlueLocalBench bench, String sql) {
    this.bench = bench;
    this.sql = sql;
    thread.start();
  }

  /** Stops, and tells what was seen that is neither of the two; null for nothing. */
  String stop(List<String> before, List<String> after) {
    stopped = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
    seen.remove(before);
    seen.remove(after);
    if (reads.get() < 2) {
      return "only " + reads.get() + " reads";
    }
    return seen.isEmpty() && errors.isEmpty() ? null : "saw " + seen + ", errors " + errors;
  }

  private void read() {
    while (!stopped) {
      try {
        seen.add(ExpectedTable.seen(bench.rows(sql)));
      } catch (RuntimeException e) {
        errors.add(e.toString());
      }
      reads.incrementAndGet();
    }
  }
}
