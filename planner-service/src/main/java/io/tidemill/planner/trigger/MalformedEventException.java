package io.tidemill.planner.trigger;

/** An event that cannot be understood, with the field that is to blame. */
public final class MalformedEventException extends RuntimeException {
  private final String field;
  private final String problem;

  MalformedEventException(String field, String message) {
    super(message);
    this.field = field;
    this.problem = message;
  }

  static MalformedEventException expected(String field, String expectation, String actual) {
    return new MalformedEventException(
        field, "Expected " + field + " to be " + expectation + ", but " + actual);
  }

  /**
   * Path of the field in the body, such as {@code detail.object.key}; {@code body} for the whole.
   */
  public String field() {
    return field;
  }

  /** What was expected, and what was found. */
  public String problem() {
    return problem;
  }
}
