package io.tidemill.executor.statement;

import java.time.Duration;

/**
 * Limits of statements.
 *
 * @param timeout how long a statement may run unless its request says otherwise
 * @param maxBytes result bytes at most
 * @param polling when to look
 */
public record StatementSettings(Duration timeout, int maxBytes, PollSchedule polling) {}
