package io.tidemill.orchestration.engine;

import java.time.Instant;

/** When a timer is set to. */
public record TimerDue(Instant due) {}
