package io.tidemill.planner.project;

import io.tidemill.dbt.DbtProject;
import io.tidemill.dbt.bundle.Digest;
import io.tidemill.dbt.bundle.ProjectBundle;
import io.tidemill.orchestration.engine.Project;
import io.tidemill.orchestration.engine.Projects;
import io.tidemill.orchestration.id.ProjectDigest;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The project versions in the bundle store, the most recently used ones in memory. */
public final class ProjectVersions implements Projects {
  private static final Logger log = LoggerFactory.getLogger(ProjectVersions.class);
  private static final int KEPT = 16;
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final Path store;
  private final Path cache;
  private final Clock clock;
  private final Map<ProjectDigest, Instant> unreadable = new HashMap<>();
  private final Map<ProjectDigest, PlannedProject> loaded =
      new LinkedHashMap<>(KEPT, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ProjectDigest, PlannedProject> eldest) {
          return size() > KEPT;
        }
      };

  public ProjectVersions(Path store, Path cache, Clock clock) {
    this.store = store;
    this.cache = cache;
    this.clock = clock;
  }

  @Override
  public Optional<Project> find(ProjectDigest digest) {
    return version(digest).map(project -> project);
  }

  /**
   * The version, read from the store when it is not in memory; empty when the store does not give
   * it.
   */
  public synchronized Optional<PlannedProject> version(ProjectDigest digest) {
    PlannedProject known = loaded.get(digest);
    if (known != null) {
      return Optional.of(known);
    }
    // The engine asks again and again while something waits for the version.
    Instant failed = unreadable.get(digest);
    if (failed != null && clock.instant().isBefore(failed.plus(PAUSE))) {
      return Optional.empty();
    }
    try {
      DbtProject project =
          DbtProject.load(ProjectBundle.open(new Digest(digest.value()), store, cache));
      PlannedProject planned = new PlannedProject(project.manifest());
      loaded.put(digest, planned);
      unreadable.remove(digest);
      return Optional.of(planned);
    } catch (RuntimeException e) {
      if (unreadable.put(digest, clock.instant()) == null) {
        log.error(
            "Expected to read project version {} from {}, but: {}; what needs it waits",
            digest,
            store,
            e.getMessage());
      }
      return Optional.empty();
    }
  }

  /** Takes over a version that was just read, so that it is not read again. */
  synchronized void remember(ProjectDigest digest, PlannedProject project) {
    loaded.putIfAbsent(digest, project);
    unreadable.remove(digest);
  }

  Path store() {
    return store;
  }
}
