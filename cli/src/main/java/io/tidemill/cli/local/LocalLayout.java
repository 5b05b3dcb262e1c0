package io.tidemill.cli.local;

import java.nio.file.Path;

/**
 * Folders of a local Tidemill below its home ({@code .tidemill} unless said otherwise). What is in
 * them survives a restart; deleting the home forgets everything.
 */
public record LocalLayout(Path home) {

  public LocalLayout {
    home = home.toAbsolutePath().normalize();
  }

  /** The broker's data. */
  public Path kafka() {
    return home.resolve("kafka");
  }

  /** The Data Catalog and permissions of the local Glue endpoint. */
  public Path glue() {
    return home.resolve("glue");
  }

  /** The lake: {@code s3://bucket/key} is {@code lake/bucket/key}. */
  public Path lake() {
    return home.resolve("lake");
  }

  /** Project versions by digest. */
  public Path bundles() {
    return home.resolve("bundles");
  }

  /** State of the planner: its Kafka Streams stores, what the landing watch has announced. */
  public Path planner() {
    return home.resolve("planner");
  }

  /** OpenLineage events as NDJSON. */
  public Path lineage() {
    return home.resolve("lineage");
  }

  /** Compiled and run SQL, dbt's artifacts. */
  public Path artifacts() {
    return home.resolve("artifacts");
  }

  /** One log per process. */
  public Path logs() {
    return home.resolve("logs");
  }

  /** Process ids of the children, so that left-overs of a killed supervisor are found. */
  public Path processes() {
    return home.resolve("processes");
  }
}
