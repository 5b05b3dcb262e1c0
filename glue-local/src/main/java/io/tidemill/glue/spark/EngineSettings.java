package io.tidemill.glue.spark;

import java.net.URI;
import java.nio.file.Path;

/**
 * What the engine needs to know.
 *
 * @param lake directory that holds the buckets
 * @param scratch directory for Spark's own temporary files
 * @param endpoint where the Glue API answers for Iceberg's catalog
 * @param warehouse location of databases that name none, as an {@code s3://} URI
 * @param cores how many tasks run at once
 */
public record EngineSettings(Path lake, Path scratch, URI endpoint, String warehouse, int cores) {}
