package io.tidemill.executor.task;

import io.tidemill.dbt.Invocation;
import io.tidemill.dbt.manifest.ManifestNode;
import io.tidemill.event.ModelReady;
import io.tidemill.executor.catalog.Catalog;
import io.tidemill.executor.materialization.IcebergReferences;
import io.tidemill.executor.materialization.Lake;
import io.tidemill.executor.materialization.MaterializationContext;
import io.tidemill.executor.materialization.SqlArtifacts;
import io.tidemill.executor.project.CatalogWarehouse;
import io.tidemill.executor.project.TaskProject;
import io.tidemill.executor.statement.Lane;
import io.tidemill.executor.statement.PriorAttempt;
import io.tidemill.executor.statement.Statements;
import java.time.Clock;

/** Everything one attempt works with; closing it gives its session back. */
final class Attempt implements AutoCloseable {
  private final Task task;
  private final TaskProject project;
  private final ManifestNode node;
  private final Lane lane;
  private final Statements statements;
  private final Catalog catalog;
  private final Lake lake;
  private final PriorAttempt prior;
  private final Clock clock;

  Attempt(
      Task task,
      TaskProject project,
      ManifestNode node,
      Lane lane,
      Statements statements,
      Catalog catalog,
      Lake lake,
      PriorAttempt prior,
      Clock clock) {
    this.task = task;
    this.project = project;
    this.node = node;
    this.lane = lane;
    this.statements = statements;
    this.catalog = catalog;
    this.lake = lake;
    this.prior = prior;
    this.clock = clock;
  }

  /** The lake, every call on the attempt's account. */
  Lake lake() {
    return lake;
  }

  MaterializationContext context(SqlArtifacts artifacts) {
    ModelReady ready = task.ready();
    Invocation invocation = invocation(ready);
    CatalogWarehouse warehouse = new CatalogWarehouse(catalog, statements, this::qualified);
    return new MaterializationContext(
        task.id(),
        project.project(),
        node,
        project.compiler(warehouse, invocation),
        warehouse,
        statements,
        catalog,
        prior,
        ready.getFullRefresh(),
        invocation.flags(),
        ready.getPartitions(),
        artifacts,
        clock);
  }

  @Override
  public void close() {
    lane.close();
  }

  /** SQL of a macro's, its Iceberg tables found through their catalog. */
  private String qualified(String sql) {
    return IcebergReferences.of(
            project.credentials().customIcebergCatalogNamespace(),
            project.project().manifest(),
            node,
            catalog)
        .qualify(sql);
  }

  private static Invocation invocation(ModelReady ready) {
    return new Invocation(
        ready.getInvocationId(),
        ready.getRunStartedAt(),
        ready.getVerb(),
        ready.getFullRefresh(),
        InvocationVars.of(ready),
        InvocationVars.flags(ready));
  }
}
