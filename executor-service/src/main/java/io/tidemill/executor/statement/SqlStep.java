package io.tidemill.executor.statement;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Runs one SQL statement.
 *
 * @param name name of the step, unique in its request
 * @param sql the SQL, exactly as Spark is to read it
 * @param fetch what to bring back
 * @param refresh relations to refresh before the SQL runs, so that it sees what other sessions
 *     wrote
 * @param when runs the step only under this condition; null: always
 * @param ignoreErrors whether a failure is reported in the result instead of ending the statement
 */
public record SqlStep(
    String name,
    String sql,
    Fetch fetch,
    List<String> refresh,
    @Nullable Condition when,
    boolean ignoreErrors)
    implements Step {

  public SqlStep {
    Objects.requireNonNull(sql, "sql");
    refresh = List.copyOf(refresh);
  }

  /** Runs {@code sql} for its effect. */
  public static SqlStep run(String name, String sql) {
    return new SqlStep(name, sql, Fetch.NONE, List.of(), null, false);
  }

  /** Runs {@code sql} and brings back its rows. */
  public static SqlStep query(String name, String sql) {
    return new SqlStep(name, sql, Fetch.ROWS, List.of(), null, false);
  }

  /** The same step, run only under {@code condition}. */
  public SqlStep when(Condition condition) {
    return new SqlStep(name, sql, fetch, refresh, condition, ignoreErrors);
  }

  /** The same step, refreshing {@code relations} before it runs. */
  public SqlStep refreshing(List<String> relations) {
    return new SqlStep(name, sql, fetch, relations, when, ignoreErrors);
  }

  /** The same step, whose failure is reported in its result and does not end the statement. */
  public SqlStep ignoringErrors() {
    return new SqlStep(name, sql, fetch, refresh, when, true);
  }

  @Override
  public <T> T fold(Fold<T> fold) {
    return fold.sql(this);
  }
}
