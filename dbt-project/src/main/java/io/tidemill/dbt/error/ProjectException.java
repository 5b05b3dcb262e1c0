package io.tidemill.dbt.error;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A project that cannot be used, with everything that is wrong with it in one go. */
public final class ProjectException extends RuntimeException {
  private final transient List<ProjectProblem> problems;

  public ProjectException(List<ProjectProblem> problems) {
    this(problems, null);
  }

  public ProjectException(ProjectProblem problem, @Nullable Throwable cause) {
    this(List.of(problem), cause);
  }

  private ProjectException(List<ProjectProblem> problems, @Nullable Throwable cause) {
    super(problems.stream().map(ProjectProblem::toString).collect(Collectors.joining("\n")), cause);
    this.problems = List.copyOf(problems);
  }

  /** A problem that no file is to blame for. */
  public static ProjectException of(ProblemKind kind, String message) {
    return new ProjectException(new ProjectProblem(kind, message, null, 0, 0), null);
  }

  /** All problems, in the order in which dbt would meet them; never empty. */
  public List<ProjectProblem> problems() {
    return problems;
  }
}
