package io.tidemill.cli;

/** Exit codes of every verb, dbt's where dbt has one. Documented in docs/operations.md. */
public final class ExitCodes {
  /** All went well. */
  public static final int OK = 0;

  /** Something ran and did not succeed: a failed model or test (dbt's 1). */
  public static final int FAILED = 1;

  /** Nothing ran: wrong usage, a project that does not parse, a service out of reach (dbt's 2). */
  public static final int ERROR = 2;

  /** Ended by Ctrl-C. */
  public static final int INTERRUPTED = 130;

  private ExitCodes() {}
}
