package io.tidemill.planner.api;

/** What was asked for is not known here. */
final class NotFoundException extends RuntimeException {
  NotFoundException(String message) {
    super(message);
  }
}
