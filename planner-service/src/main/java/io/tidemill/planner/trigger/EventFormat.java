package io.tidemill.planner.trigger;

/** The forms in which events come in. */
public enum EventFormat {
  /** Whichever of the others the body looks like. */
  ANY,
  /** EventBridge's envelope, of S3 or of anyone. */
  EVENTBRIDGE,
  /** S3's own notification, {@code {"Records": [...]}}, with form-encoded keys. */
  S3_NOTIFICATION,
  /**
   * Ours: {@code kind}, {@code source}, {@code subject}, or just the {@code uri} of what landed.
   */
  TIDEMILL
}
