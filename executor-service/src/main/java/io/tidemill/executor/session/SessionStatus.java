package io.tidemill.executor.session;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session as Glue tells of it.
 *
 * @param id its id
 * @param state its state
 * @param createdOn when it was created; null where Glue does not say
 * @param workerType worker type; null where Glue does not say
 * @param workers number of workers
 * @param dpuSeconds DPU-seconds billed; 0 while Glue does not say
 * @param error why it failed; null otherwise
 */
public record SessionStatus(
    String id,
    SessionState state,
    @Nullable Instant createdOn,
    @Nullable String workerType,
    int workers,
    double dpuSeconds,
    @Nullable String error) {}
