package io.tidemill.executor.statement;

/**
 * Runs a dbt Python model in the session and makes a temporary view of what it returns.
 *
 * @param name name of the step, unique in its request
 * @param view name of the temporary view; an existing one is replaced
 * @param file the model's file, for its line numbers in errors
 * @param code the model's code, which defines {@code model(dbt, spark)}
 * @param context what {@code dbt} knows, as a JSON object: {@code refs}, {@code sources}, {@code
 *     config}, {@code this}, {@code isIncremental}
 */
public record PythonStep(String name, String view, String file, String code, String context)
    implements Step {

  @Override
  public <T> T fold(Fold<T> fold) {
    return fold.python(this);
  }
}
