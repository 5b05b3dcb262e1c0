package io.tidemill.dbt.manifest;

/**
 * How dbt remembers a file's content: {@code sha256}, {@code none}, or {@code path} for large
 * seeds.
 */
public record Checksum(String name, String checksum) {}
