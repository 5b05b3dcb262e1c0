package io.tidemill.orchestration.run;

/** Who is to blame for a failure. */
public enum ErrorClass {
  /** The user's SQL, data or configuration. */
  USER,
  /** AWS or the network. */
  PLATFORM,
  /** Limits, or no session to be had. */
  CAPACITY,
  /** Our own mistake. */
  BUG
}
