package io.tidemill.planner;

/**
 * The planner cannot do its work and should end.
 *
 * @param exitCode what the process should end with
 */
record StartupFailed(int exitCode) {
  /** No Kafka (EX_UNAVAILABLE of sysexits). */
  static final int KAFKA_ABSENT = 69;

  /** A part did not start (EX_SOFTWARE). */
  static final int INTERNAL = 70;
}
