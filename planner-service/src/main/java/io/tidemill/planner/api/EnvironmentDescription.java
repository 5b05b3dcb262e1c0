package io.tidemill.planner.api;

import io.tidemill.dbt.error.ProjectProblem;
import io.tidemill.planner.project.EnvironmentStatus;
import io.tidemill.planner.project.EnvironmentStatus.Condition;
import io.tidemill.planner.project.PlannedProject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An environment as the API tells of it.
 *
 * @param digest project version that serves; null when none does
 * @param nodes how many nodes of each resource type the version has
 * @param problems what is wrong with the project in its folder; not empty only when broken
 */
record EnvironmentDescription(
    String name,
    Condition condition,
    @Nullable String digest,
    @Nullable Instant servingSince,
    @Nullable Instant checkedAt,
    @Nullable String project,
    Map<String, Long> nodes,
    List<Problem> problems) {

  static EnvironmentDescription of(EnvironmentStatus status, Optional<PlannedProject> serving) {
    return new EnvironmentDescription(
        status.environment().value(),
        status.condition(),
        status.serving() == null ? null : status.serving().value(),
        status.servingSince(),
        status.checkedAt(),
        serving.map(project -> project.manifest().projectName()).orElse(null),
        serving.map(EnvironmentDescription::count).orElse(Map.of()),
        status.problems().stream().map(Problem::of).toList());
  }

  private static Map<String, Long> count(PlannedProject project) {
    return project.dag().nodes().stream()
        .collect(
            Collectors.groupingBy(
                node -> node.kind().resourceType(),
                TreeMap::new,
                Collectors.mapping(Function.identity(), Collectors.counting())));
  }

  /** One thing wrong with a project. */
  record Problem(
      String kind, String message, @Nullable String file, int line, int column, String text) {
    static Problem of(ProjectProblem problem) {
      return new Problem(
          problem.kind().dbtClass(),
          problem.message(),
          problem.file(),
          problem.line(),
          problem.column(),
          problem.toString());
    }
  }
}
