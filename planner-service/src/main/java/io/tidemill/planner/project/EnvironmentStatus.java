package io.tidemill.planner.project;

import io.tidemill.dbt.error.ProjectProblem;
import io.tidemill.orchestration.id.EnvironmentId;
import io.tidemill.orchestration.id.ProjectDigest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an environment's project is.
 *
 * @param serving version that new runs use; null when none has ever been good
 * @param servingSince when it was deployed
 * @param problems what is wrong with the project as it is in its folder now; empty unless {@code
 *     BROKEN}
 * @param checkedAt when the folder was last read; null before
 */
public record EnvironmentStatus(
    EnvironmentId environment,
    Condition condition,
    @Nullable ProjectDigest serving,
    @Nullable Instant servingSince,
    List<ProjectProblem> problems,
    @Nullable Instant checkedAt) {

  /** Whether the project can be used. */
  public enum Condition {
    /** It has not been read yet. */
    LOADING,
    /** What is in its folder is what serves. */
    READY,
    /** What is in its folder cannot be used; the version before it serves on, if there is one. */
    BROKEN
  }

  public EnvironmentStatus {
    problems = List.copyOf(problems);
  }

  /** Before its folder was read: what served last serves on. */
  static EnvironmentStatus loading(EnvironmentId environment, @Nullable ProjectDigest served) {
    return new EnvironmentStatus(environment, Condition.LOADING, served, null, List.of(), null);
  }

  EnvironmentStatus ready(ProjectDigest digest, Instant now) {
    boolean same = digest.equals(serving);
    return new EnvironmentStatus(
        environment,
        Condition.READY,
        digest,
        same && servingSince != null ? servingSince : now,
        List.of(),
        now);
  }

  EnvironmentStatus broken(List<ProjectProblem> found, Instant now) {
    return new EnvironmentStatus(environment, Condition.BROKEN, serving, servingSince, found, now);
  }
}
