package io.tidemill.orchestration.run;

import org.jspecify.annotations.Nullable;

/**
 * The last known step of an attempt, from which the next owner settles what became of it.
 *
 * @param statementId what RunStatement returned; null when only the intent is known
 */
public record Journal(
    int attempt,
    long epoch,
    String sessionId,
    @Nullable Integer statementId,
    String statementHash) {}
