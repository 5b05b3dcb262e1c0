package io.tidemill.orchestration.run;

import io.tidemill.orchestration.dag.NodeKind;
import io.tidemill.orchestration.dag.Partitions;
import io.tidemill.orchestration.id.EnvironmentId;
import io.tidemill.orchestration.id.NodeId;
import io.tidemill.orchestration.id.TaskId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is fixed about a task from the run's creation on.
 *
 * @param parents tasks of the run that come before it, gating tests included
 * @param children tasks of the run that come after it
 * @param remainingMillis expected length of the longest path from its start to the end of the run
 * @param expectedMillis its own learned duration; 0 where unknown
 */
public record TaskPlan(
    TaskId id,
    EnvironmentId environment,
    NodeKind kind,
    String name,
    List<NodeId> parents,
    List<NodeId> children,
    String sessionSpec,
    @Nullable String pool,
    Partitions partitions,
    long remainingMillis,
    long expectedMillis,
    String reason) {

  public TaskPlan {
    parents = List.copyOf(parents);
    children = List.copyOf(children);
  }
}
