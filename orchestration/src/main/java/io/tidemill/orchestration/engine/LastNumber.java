package io.tidemill.orchestration.engine;

/** The last number given. */
public record LastNumber(long number) {}
