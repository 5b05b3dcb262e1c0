package io.tidemill.orchestration.event;

/**
 * Something to look at again at a later time.
 *
 * @param subject what it is about, by kind: environment and window, run and node, run, nothing
 */
public record Timer(Kind kind, String subject, String detail) {

  /** What to look at. */
  public enum Kind {
    /** A coalescing window may be ripe. Subject: environment; detail: window. */
    WINDOW,
    /** The wait between two tries is over. Subject: run; detail: node. */
    RETRY,
    /** A finished run is too old to be kept. Subject: run. */
    FORGET_RUN,
    /** A project version may be readable now. Subject: environment. */
    PROJECT,
    /** Triggers too old to come again are forgotten. */
    FORGET_TRIGGERS
  }
}
