package io.tidemill.catalog.completion;

import java.time.Instant;

/**
 * A completed attempt with something left to do: it waits to be tried again, and its model is not
 * published meanwhile.
 *
 * @param raw the record's value, base64
 * @param lineageOut whether its lineage is out already
 * @param tries tries so far
 * @param problem why it is not done
 * @param since when it was first tried
 * @param next when it is tried again
 */
public record Pending(
    String fleet,
    int partition,
    String environment,
    String runId,
    String nodeId,
    String eventId,
    String raw,
    boolean lineageOut,
    int tries,
    String problem,
    Instant since,
    Instant next) {}
