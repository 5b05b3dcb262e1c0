package io.tidemill.executor.materialization;

import io.tidemill.dbt.DbtProject;
import io.tidemill.dbt.compile.NodeCompiler;
import io.tidemill.dbt.compile.Warehouse;
import io.tidemill.dbt.config.GlueCredentials;
import io.tidemill.dbt.manifest.ManifestNode;
import io.tidemill.executor.catalog.Catalog;
import io.tidemill.executor.statement.AttemptId;
import io.tidemill.executor.statement.PriorAttempt;
import io.tidemill.executor.statement.Statements;
import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Everything a materialization may use: one node, one attempt, one session lane.
 *
 * @param attempt the attempt and its epoch
 * @param project project version of the run
 * @param node node to build
 * @param compiler renders nodes against {@link #warehouse()}; one per attempt
 * @param warehouse the catalog and engine as Jinja sees them
 * @param statements runs SQL on the session leased for this attempt; the session is taken at the
 *     first statement
 * @param catalog the Glue Data Catalog, its answers kept for this attempt
 * @param prior what an earlier epoch of this task left, settled as far as Glue can tell
 * @param fullRefresh whether {@code --full-refresh} was given; the node's own {@code full_refresh}
 *     is not in it
 * @param flags further members of dbt's {@code flags}, by their names
 * @param partitions partitions to rebuild as key=value paths; empty: the whole node
 * @param artifacts takes the SQL as compiled and as run
 * @param clock the time
 */
public record MaterializationContext(
    AttemptId attempt,
    DbtProject project,
    ManifestNode node,
    NodeCompiler compiler,
    Warehouse warehouse,
    Statements statements,
    Catalog catalog,
    PriorAttempt prior,
    boolean fullRefresh,
    Map<String, Object> flags,
    List<String> partitions,
    SqlArtifacts artifacts,
    Clock clock) {

  public MaterializationContext {
    Objects.requireNonNull(attempt, "attempt");
    flags = Collections.unmodifiableMap(new LinkedHashMap<>(flags));
    partitions = List.copyOf(partitions);
  }

  /** The adapter options of the profile's target. */
  public GlueCredentials credentials() {
    return project.profile().glue();
  }
}
