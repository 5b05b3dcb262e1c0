package io.tidemill.dbt.error;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a project.
 *
 * @param kind what dbt calls it
 * @param message what is wrong and what to do about it
 * @param file path relative to the project folder, or null when no file is to blame
 * @param line 1-based line, 0 when unknown
 * @param column 1-based column, 0 when unknown
 */
public record ProjectProblem(
    ProblemKind kind, String message, @Nullable String file, int line, int column) {

  /** One line: {@code Compilation Error in models/a.sql:3:5: message}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(kind.title());
    if (file != null) {
      text.append(" in ").append(file);
      if (line > 0) {
        text.append(':').append(line);
        if (column > 0) {
          text.append(':').append(column);
        }
      }
    }
    return text.append(": ").append(message).toString();
  }
}
