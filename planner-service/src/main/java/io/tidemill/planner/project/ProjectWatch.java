package io.tidemill.planner.project;

import io.tidemill.dbt.ProjectSource;
import io.tidemill.orchestration.id.EnvironmentId;
import io.tidemill.planner.config.Starting;
import io.tidemill.planner.config.Worker;
import io.tidemill.planner.project.EnvironmentStatus.Condition;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Deploys every environment when the planner starts, and again what could not be told to the
 * engine; where folders are watched, also what was edited in them, once an edit has come to rest.
 */
public final class ProjectWatch implements Starting {
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final String ACTOR = "planner";

  private final Environments environments;
  private final boolean watching;
  private final Map<EnvironmentId, Long> deployed = new HashMap<>();
  private final Map<EnvironmentId, Long> lastSeen = new HashMap<>();
  private final Worker worker = new Worker("project-watch", INTERVAL, this::step);

  /**
   * @param watching whether edits in the folders are deployed
   */
  public ProjectWatch(Environments environments, boolean watching) {
    this.environments = environments;
    this.watching = watching;
  }

  @Override
  public void start() {
    worker.start();
  }

  private void step() throws IOException, InterruptedException {
    for (Map.Entry<EnvironmentId, ProjectSource> entry : environments.sources().entrySet()) {
      EnvironmentId environment = entry.getKey();
      boolean unread = environments.status(environment).condition() == Condition.LOADING;
      if (!unread && !watching) {
        continue;
      }
      long fingerprint = fingerprint(entry.getValue());
      boolean atRest = unread || fingerprint == lastSeen.getOrDefault(environment, 0L);
      lastSeen.put(environment, fingerprint);
      if (atRest && fingerprint != deployed.getOrDefault(environment, 0L)) {
        environments.deploy(environment, ACTOR);
        deployed.put(environment, fingerprint);
      }
    }
    Thread.sleep(INTERVAL.toMillis());
  }

  private static long fingerprint(ProjectSource source) throws IOException {
    long fingerprint = FolderFingerprint.of(source.projectDir());
    Path profiles = source.profilesDir();
    return profiles == null || profiles.startsWith(source.projectDir())
        ? fingerprint
        : 31 * fingerprint + FolderFingerprint.of(profiles);
  }

  @Override
  public void close() {
    worker.close();
  }
}
