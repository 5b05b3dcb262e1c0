package io.tidemill.planner.view;

/**
 * Something the view now knows differently.
 *
 * @param kind what it is about
 * @param key tells it apart from others of its kind; a later change of the same key replaces an
 *     earlier one
 * @param content what is known now
 */
public record Change(Kind kind, String key, Object content) {

  /** What a change is about. */
  public enum Kind {
    RUN,
    TASK,
    LEDGER,
    EXECUTOR,
    PUBLISHED,
    ENVIRONMENT
  }
}
