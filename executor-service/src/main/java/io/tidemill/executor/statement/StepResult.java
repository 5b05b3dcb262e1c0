package io.tidemill.executor.statement;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one step gave.
 *
 * @param name name of the step
 * @param status whether it ran and how it ended
 * @param elapsed time it took in the session
 * @param schema columns of the query's result; empty for statements without one
 * @param rows values in column order: null, Boolean, Long, Double, BigDecimal, String (also for
 *     dates, timestamps and nested values, the latter as JSON)
 * @param truncated whether there were more rows than the limits let through
 * @param affected rows written or counted; null where the engine does not say
 * @param error what went wrong, for a failed step whose errors are ignored; null otherwise
 */
public record StepResult(
    String name,
    Status status,
    Duration elapsed,
    List<ResultColumn> schema,
    List<List<@Nullable Object>> rows,
    boolean truncated,
    @Nullable Long affected,
    @Nullable StepError error) {

  /** How a step ended. */
  public enum Status {
    DONE,
    SKIPPED,
    FAILED
  }

  public StepResult {
    schema = List.copyOf(schema);
    List<List<@Nullable Object>> copy = new ArrayList<>(rows.size());
    for (List<@Nullable Object> row : rows) {
      copy.add(Collections.unmodifiableList(new ArrayList<>(row)));
    }
    rows = Collections.unmodifiableList(copy);
  }

  /** Rows written or counted, where the engine says. */
  public Optional<Long> affectedRows() {
    return Optional.ofNullable(affected);
  }

  /** The first value of the first row; empty when there is no row or the value is null. */
  public Optional<Object> scalar() {
    return rows.isEmpty() || rows.get(0).isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(rows.get(0).get(0));
  }
}
