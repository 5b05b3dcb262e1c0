package io.tidemill.executor.statement;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes a temporary view of rows that travel with the statement.
 *
 * @param name name of the step, unique in its request
 * @param view name of the temporary view; an existing one is replaced
 * @param columns names and Spark SQL types of the columns
 * @param rows values in column order: null, Boolean, Number or String (cast to the column's type)
 */
public record ViewStep(
    String name, String view, List<ResultColumn> columns, List<List<@Nullable Object>> rows)
    implements Step {

  public ViewStep {
    columns = List.copyOf(columns);
    List<List<@Nullable Object>> copy = new ArrayList<>(rows.size());
    for (List<@Nullable Object> row : rows) {
      copy.add(Collections.unmodifiableList(new ArrayList<>(row)));
    }
    rows = Collections.unmodifiableList(copy);
  }

  @Override
  public <T> T fold(Fold<T> fold) {
    return fold.view(this);
  }
}
