package io.tidemill.dbt.error;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with a project, so that everything is reported in one go. Thread-safe. */
public final class Problems {
  private final List<ProjectProblem> found = new ArrayList<>();

  public synchronized void add(ProjectProblem problem) {
    if (!found.contains(problem)) {
      found.add(problem);
    }
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
      throw new ProjectException(found);
    }
  }
}
