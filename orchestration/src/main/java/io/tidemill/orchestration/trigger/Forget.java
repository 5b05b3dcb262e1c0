package io.tidemill.orchestration.trigger;

/** A note to drop what was remembered of an event once it is too old to be delivered again. */
public record Forget(String seenKey) {}
