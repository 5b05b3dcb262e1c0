package io.tidemill.executor.materialization;

import io.tidemill.dbt.manifest.ManifestNode;

/**
 * Keeps a node's SQL where people and tools look for it: dbt's {@code target/compiled} and {@code
 * target/run}.
 */
public interface SqlArtifacts {

  /**
   * Keeps the node as compiled: the user's query with refs resolved and ephemeral parents injected.
   */
  void compiled(ManifestNode node, String sql);

  /** Keeps what was run for the node: every SQL statement, in order. */
  void run(ManifestNode node, String sql);
}
