package io.tidemill.cli.command;

import io.tidemill.cli.api.DbtLog;
import io.tidemill.cli.api.TaskLine;
import io.tidemill.dbt.DbtProject;
import io.tidemill.dbt.Invocation;
import io.tidemill.dbt.artifact.ArtifactMetadata;
import io.tidemill.dbt.manifest.Manifest;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Commands that this process carries out itself, as Jinja and artifacts see them. */
final class Invocations {
  private Invocations() {}

  static Invocation of(String command, LogOptions logging, Map<String, Object> vars) {
    return new Invocation(
        UUID.randomUUID().toString(), Instant.now(), command, false, vars, logging.flags());
  }

  static ArtifactMetadata metadata(Invocation invocation) {
    return ArtifactMetadata.of(invocation, System.getenv(), Clock.systemUTC());
  }

  /** {@code Found 3 models, 2 data tests, 1 source, 480 macros}, and the target. */
  static void announce(DbtLog log, DbtProject project) {
    Manifest manifest = project.manifest();
    Map<String, Integer> counts = new TreeMap<>();
    manifest
        .nodes()
        .values()
        .forEach(
            node -> {
              String type = node.resourceType().label();
              counts.merge(type.equals("test") ? "data test" : type, 1, Integer::sum);
            });
    StringBuilder found = new StringBuilder("Found ");
    counts.forEach((type, count) -> found.append(TaskLine.counted(count, type)).append(", "));
    if (!manifest.sources().isEmpty()) {
      found.append(TaskLine.counted(manifest.sources().size(), "source")).append(", ");
    }
    if (!manifest.exposures().isEmpty()) {
      found.append(TaskLine.counted(manifest.exposures().size(), "exposure")).append(", ");
    }
    found.append(TaskLine.counted(manifest.macros().size(), "macro"));
    log.info(found.toString());
    log.info("");
  }

  /** dbt's line of threads and target, for commands that do nodes one by one. */
  static void concurrency(DbtLog log, DbtProject project) {
    log.info("Concurrency: 1 threads (target='%s')".formatted(project.profile().target()));
    log.info("");
  }
}
