package io.tidemill.executor.statement;

import java.util.List;

/**
 * Makes a temporary view of a CSV file with a header line that lies in the lake: a large seed. A
 * small one travels as a {@link ViewStep}.
 *
 * @param name name of the step, unique in its request
 * @param view name of the temporary view; an existing one is replaced
 * @param path the object, {@code s3://bucket/key}
 * @param delimiter what is between fields
 * @param columns names and Spark SQL types, in the file's order; a value that is empty and unquoted
 *     is null
 */
public record CsvStep(
    String name, String view, String path, String delimiter, List<ResultColumn> columns)
    implements Step {

  public CsvStep {
    columns = List.copyOf(columns);
  }

  @Override
  public <T> T fold(Fold<T> fold) {
    return fold.csv(this);
  }
}
