package io.tidemill.executor.session;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session of the pool at one moment.
 *
 * @param sessionId Glue's id
 * @param specDigest digest of its spec
 * @param state PROVISIONING, READY, LEASED or STOPPING
 * @param reason why it exists: demand, warm-up, adopted
 * @param workers worker count and type
 * @param createdAt when it was created
 * @param idleSince since when it is idle; null while it is not
 * @param statements statements run on it for us
 * @param dpuSeconds DPU-seconds since it was ready
 * @param idleDpuSeconds those of them in which no statement ran
 * @param task who has it; null when nobody
 */
public record SessionSnapshot(
    String sessionId,
    String specDigest,
    String state,
    String reason,
    String workers,
    Instant createdAt,
    @Nullable Instant idleSince,
    long statements,
    double dpuSeconds,
    double idleDpuSeconds,
    @Nullable String task) {}
