package io.tidemill.executor.statement;

/** One thing a statement does. Steps run in order; the first failure ends the statement. */
public sealed interface Step permits SqlStep, ViewStep, CsvStep, PythonStep {

  /** Name of the step, unique in its request; results and conditions refer to it. */
  String name();

  /**
   * Says which kind of step this is: a switch over a sealed type is not checked in Java 17, this
   * is.
   */
  <T> T fold(Fold<T> fold);

  /** One answer per kind of step. */
  interface Fold<T> {
    T sql(SqlStep step);

    T view(ViewStep step);

    T csv(CsvStep step);

    T python(PythonStep step);
  }
}
