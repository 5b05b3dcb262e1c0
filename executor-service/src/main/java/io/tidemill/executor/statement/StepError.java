package io.tidemill.executor.statement;

import org.jspecify.annotations.Nullable;

/**
 * An error as the session reported it.
 *
 * @param type class of the exception, e.g. {@code org.apache.spark.sql.AnalysisException}
 * @param condition Spark's error condition, e.g. {@code TABLE_OR_VIEW_NOT_FOUND}; null where it has
 *     none
 * @param sqlState SQLSTATE; null where it has none
 * @param message the message
 * @param line line in the step's SQL, from 1; null where unknown
 * @param position character in that line, from 0; null where unknown
 * @param stack causes and the first lines of the stack trace; empty where none came
 */
public record StepError(
    String type,
    @Nullable String condition,
    @Nullable String sqlState,
    String message,
    @Nullable Integer line,
    @Nullable Integer position,
    String stack) {
  /** What a line of the stack begins with that names a cause. */
  static final String CAUSED_BY = "Caused by: ";
}
