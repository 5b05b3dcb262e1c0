package io.tidemill.dbt.deps;

import io.tidemill.dbt.error.ProblemKind;
import io.tidemill.dbt.error.ProjectException;
import io.tidemill.dbt.error.ProjectProblem;
import org.jspecify.annotations.Nullable;

/** Makes the exception of a package that cannot be had. */
final class DependencyFailure {
  private DependencyFailure() {}

  static ProjectException of(String message) {
    return of(message, null);
  }

  static ProjectException of(String message, @Nullable Throwable cause) {
    return new ProjectException(
        new ProjectProblem(ProblemKind.DEPENDENCY, message, PackagesFile.PACKAGES, 0, 0), cause);
  }
}
