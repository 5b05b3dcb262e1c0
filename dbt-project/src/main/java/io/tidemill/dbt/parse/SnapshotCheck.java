package io.tidemill.dbt.parse;

import io.tidemill.dbt.error.ProblemKind;
import io.tidemill.dbt.error.Problems;
import io.tidemill.dbt.error.ProjectException;
import io.tidemill.dbt.error.ProjectProblem;
import java.util.Map;

/** Refuses snapshots that do not say what dbt needs to know. */
final class SnapshotCheck {
  private SnapshotCheck() {}

  static void check(NodeDraft draft, Problems problems) {
    try {
      check(draft);
    } catch (ProjectException e) {
      problems.add(e);
    }
  }

  private static void check(NodeDraft draft) {
    if (!draft.enabled()) {
      return;
    }
    Map<String, Object> config = draft.config();
    Object strategy = config.get("strategy");
    if (strategy == null || config.get("unique_key") == null) {
      throw failure(
          draft,
          "Snapshots must be configured with a 'strategy' and 'unique_key'; add them to snapshot '"
              + draft.name()
              + "'");
    }
    if (strategy.equals("check") && config.get("check_cols") == null) {
      throw failure(
          draft,
          "A snapshot configured with the check strategy must specify a check_cols configuration;"
              + " add it to snapshot '"
              + draft.name()
              + "'");
    }
    if (strategy.equals("timestamp") && config.get("updated_at") == null) {
      throw failure(
          draft,
          "A snapshot configured with the timestamp strategy must specify an updated_at"
              + " configuration; add it to snapshot '"
              + draft.name()
              + "'");
    }
  }

  private static ProjectException failure(NodeDraft draft, String message) {
    return new ProjectException(
        new ProjectProblem(ProblemKind.SCHEMA_CONFIG, message, draft.file(), 0, 0), null);
  }
}
