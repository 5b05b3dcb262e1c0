package io.tidemill.executor.statement;

import java.util.List;

/**
 * Makes a temporary view of a CSV file with a header line: a seed.
 *
 * @param name name of the step, unique in its request
 * @param view name of the temporary view; an existing one is replaced
 * @param source where the text is
 * @param delimiter the one character between fields
 * @param columns names and Spark SQL types, in the file's order; a value that is empty and unquoted
 *     is null
 */
public record CsvStep(
    String name, String view, Source source, char delimiter, List<ResultColumn> columns)
    implements Step {

  public CsvStep {
    columns = List.copyOf(columns);
  }

  /**
   * Where the text of a CSV is: small ones travel with the statement, large ones through the lake.
   */
  public sealed interface Source {
    /** The text itself. */
    record Inline(String text) implements Source {}

    /** An object in the lake, {@code s3://bucket/key}. */
    record Location(String uri) implements Source {}
  }

  @Override
  public <T> T fold(Fold<T> fold) {
    return fold.csv(this);
  }
}
