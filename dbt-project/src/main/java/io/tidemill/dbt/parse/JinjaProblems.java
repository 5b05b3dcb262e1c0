package io.tidemill.dbt.parse;

import io.tidemill.dbt.error.ProblemKind;
import io.tidemill.dbt.error.ProjectProblem;
import io.tidemill.dbt.jinja.JinjaException;

/** Says a failure of Jinja as a problem of a file. */
public final class JinjaProblems {
  private JinjaProblems() {}

  /**
   * @param file file being rendered; the failure may name another, that of a macro
   */
  public static ProjectProblem of(JinjaException failure, String file) {
    StringBuilder message = new StringBuilder(failure.text());
    failure
        .macroStack()
        .forEach(
            frame ->
                message
                    .append("\n  in macro ")
                    .append(frame.macro())
                    .append(" (")
                    .append(frame.file())
                    .append(':')
                    .append(frame.line())
                    .append(')'));
    boolean elsewhere = !failure.file().isEmpty() && !failure.file().equals(file);
    if (elsewhere) {
      message.append("\n  called by ").append(file);
    }
    return new ProjectProblem(
        ProblemKind.COMPILATION,
        message.toString(),
        elsewhere ? failure.file() : file,
        failure.line(),
        failure.column());
  }
}
