package io.tidemill.orchestration.engine;

import io.tidemill.orchestration.id.EnvironmentId;
import io.tidemill.orchestration.id.ProjectDigest;
import io.tidemill.orchestration.id.RunId;
import org.jspecify.annotations.Nullable;

/**
 * An environment as it stands.
 *
 * @param running tasks at executors now
 * @param latestRun the run that ended last
 */
public record EnvironmentRow(
    EnvironmentId id,
    ProjectDigest digest,
    Activity activity,
    int running,
    @Nullable RunId latestRun) {

  /** Whether tasks may begin. */
  public enum Activity {
    ACTIVE,
    PAUSED
  }

  EnvironmentRow deployed(ProjectDigest next) {
    return new EnvironmentRow(id, next, activity, running, latestRun);
  }

  EnvironmentRow with(Activity next) {
    return new EnvironmentRow(id, digest, next, running, latestRun);
  }

  EnvironmentRow running(int change) {
    return new EnvironmentRow(id, digest, activity, running + change, latestRun);
  }

  EnvironmentRow ended(RunId run) {
    return new EnvironmentRow(id, digest, activity, running, run);
  }

  boolean isPaused() {
    return activity == Activity.PAUSED;
  }
}
