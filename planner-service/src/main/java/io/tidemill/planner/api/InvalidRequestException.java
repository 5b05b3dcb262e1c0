package io.tidemill.planner.api;

/** A request that cannot be done as it stands, with the field that is to blame. */
final class InvalidRequestException extends RuntimeException {
  private final String field;
  private final String problem;

  InvalidRequestException(String field, String message) {
    super(message);
    this.field = field;
    this.problem = message;
  }

  String field() {
    return field;
  }

  String problem() {
    return problem;
  }
}
