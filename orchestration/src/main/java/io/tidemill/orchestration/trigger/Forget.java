package io.tidemill.orchestration.trigger;

import java.time.Instant;

/** A note to drop what was remembered of an event once it is too old to be delivered again. */
public record Forget(String seenKey, Instant due) {}
