package io.tidemill.executor.materialization;

import io.tidemill.event.CompletionStatus;
import io.tidemill.executor.statement.SqlStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An operation: a hook at a run's start or end, whose rendered SQL is run as it is. */
final class OperationMaterialization {

  MaterializationResult build(NodeBuild build) {
    List<SqlStep> steps = new ArrayList<>();
    for (String sql : SqlText.statements(build.query())) {
      steps.add(
          SqlStep.run(TableBuild.MAIN + (steps.isEmpty() ? "" : "_" + (steps.size() + 1)), sql));
    }
    if (!steps.isEmpty()) {
      build.write("operation", steps, Map.of());
      build.catalog().invalidateAll();
    }
    return new MaterializationResult(CompletionStatus.SUCCESS, "OK", null, null, null);
  }
}
