package io.tidemill.executor.materialization;

/**
 * Builds one node: renders it, runs its statements, changes the catalog.
 *
 * <p>Called again for the same task with a higher epoch after an executor was lost, it must leave
 * the effect of the task there exactly once: what the earlier epoch did is in {@link
 * MaterializationContext#prior()} and, when that is unknown, in the data. It never removes what
 * readers use before the replacement is complete.
 */
public interface Materializer {

  /**
   * Builds the node.
   *
   * @throws io.tidemill.executor.error.ExecutorException for every failure that is understood
   * @throws io.tidemill.dbt.error.ProjectException when the node cannot be rendered
   * @throws io.tidemill.executor.statement.StatementUnknownException when it is not known whether
   *     the effect is there and the data could not tell
   * @throws io.tidemill.executor.statement.StatementCancelledException when the task was cancelled
   */
  MaterializationResult materialize(MaterializationContext context);
}
