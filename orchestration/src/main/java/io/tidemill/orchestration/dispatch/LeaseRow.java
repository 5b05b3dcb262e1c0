package io.tidemill.orchestration.dispatch;

import io.tidemill.orchestration.id.ExecutorId;
import io.tidemill.orchestration.id.Lease;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A task at an executor.
 *
 * @param missingSince since when the executor's heartbeats lack it; null while they do not
 */
public record LeaseRow(
    ExecutorId executor,
    long incarnation,
    Lease lease,
    Instant dispatchedAt,
    @Nullable Instant missingSince) {

  public LeaseRow missing(@Nullable Instant since) {
    return new LeaseRow(executor, incarnation, lease, dispatchedAt, since);
  }
}
