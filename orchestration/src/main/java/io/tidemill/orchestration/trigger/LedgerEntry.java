package io.tidemill.orchestration.trigger;

import io.tidemill.orchestration.id.EnvironmentId;
import io.tidemill.orchestration.id.EventId;
import io.tidemill.orchestration.id.RunId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The visible state of one trigger in one environment.
 *
 * @param environment null when no environment matched
 * @param run the run it is included in; null unless INCLUDED
 * @param mergedInto the trigger that stands for it; null unless MERGED
 * @param reason what it waits for, which rule ignored it, or why it was refused
 * @param waitingUntil when its waiting ends at the latest; null where that is not a matter of time
 */
public record LedgerEntry(
    Trigger trigger,
    @Nullable EnvironmentId environment,
    LedgerState state,
    @Nullable RunId run,
    @Nullable EventId mergedInto,
    String reason,
    @Nullable Instant waitingUntil,
    List<String> windows,
    Instant decidedAt) {

  public LedgerEntry {
    windows = List.copyOf(windows);
  }
}
