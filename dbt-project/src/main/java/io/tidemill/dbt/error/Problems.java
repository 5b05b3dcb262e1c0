package io.tidemill.dbt.error;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with a project, so that everything is reported in one go. Thread-safe. */
public final class Problems {
  private final Set<ProjectProblem> found = new LinkedHashSet<>();

  public synchronized void add(ProjectProblem problem) {
    found.add(problem);
  }

  public void add(ProblemKind kind, String message, @Nullable String file) {
    add(new ProjectProblem(kind, message, file, 0, 0));
  }

  public void add(ProjectException failure) {
    failure.problems().forEach(this::add);
  }

  public synchronized boolean isEmpty() {
    return found.isEmpty();
  }

  /** Ends the reading of a project that has problems. */
  public synchronized void throwIfAny() {
    if (!found.isEmpty()) {
      throw new ProjectException(List.copyOf(found));
    }
  }
}
