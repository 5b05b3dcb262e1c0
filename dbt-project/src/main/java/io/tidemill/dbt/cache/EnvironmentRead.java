package io.tidemill.dbt.cache;

/**
 * A variable of the environment that was asked for.
 *
 * @param hash of its value, which may be a secret; empty when it was not set
 */
public record EnvironmentRead(String name, String hash) {}
