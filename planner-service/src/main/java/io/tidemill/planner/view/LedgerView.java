package io.tidemill.planner.view;

import io.tidemill.event.LedgerEntry;
import io.tidemill.event.LedgerState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What became of triggers, the latest of them. Thread-safe. */
public final class LedgerView {
  private final Map<String, LedgerEntry> entries;

  public LedgerView(int most) {
    this.entries =
        new LinkedHashMap<>() {
          @Override
          protected boolean removeEldestEntry(Map.Entry<String, LedgerEntry> eldest) {
            return size() > most;
          }
        };
  }

  synchronized void put(LedgerEntry entry) {
    String key = entry.getEnvironment() + "/" + entry.getTriggerId();
    entries.remove(key);
    entries.put(key, entry);
  }

  /** Entries, those decided last first. */
  public synchronized List<LedgerEntry> entries(
      @Nullable String environment, @Nullable LedgerState state, int limit) {
    return newest(
        entry ->
            (environment == null || entry.getEnvironment().equals(environment))
                && (state == null || entry.getState() == state),
        limit);
  }

  /** What became of one trigger, in each environment. */
  public synchronized List<LedgerEntry> of(String triggerId) {
    return newest(entry -> entry.getTriggerId().equals(triggerId), Integer.MAX_VALUE);
  }

  /** The triggers that a run answers. */
  public synchronized List<LedgerEntry> ofRun(String runId, int limit) {
    return newest(entry -> runId.equals(entry.getRunId()), limit);
  }

  /** Triggers of any of these sources that wait. */
  public synchronized List<LedgerEntry> waitingFor(
      List<String> sources, @Nullable String environment) {
    return newest(
        entry ->
            entry.getState() == LedgerState.WAITING
                && (environment == null || entry.getEnvironment().equals(environment))
                && !Collections.disjoint(entry.getSources(), sources),
        Integer.MAX_VALUE);
  }

  private List<LedgerEntry> newest(Predicate<LedgerEntry> wanted, int limit) {
    List<LedgerEntry> all = new ArrayList<>(entries.values());
    Collections.reverse(all);
    return all.stream().filter(wanted).limit(limit).toList();
  }
}
