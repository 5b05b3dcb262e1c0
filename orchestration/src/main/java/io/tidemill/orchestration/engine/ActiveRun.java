package io.tidemill.orchestration.engine;

import io.tidemill.orchestration.id.RunId;

/** A run that has not ended. */
public record ActiveRun(RunId run) {}
