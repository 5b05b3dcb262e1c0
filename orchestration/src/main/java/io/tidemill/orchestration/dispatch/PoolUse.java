package io.tidemill.orchestration.dispatch;

/** How many permits of a pool are taken. */
public record PoolUse(String pool, int taken) {}
