package io.tidemill.orchestration.trigger;

/** What kind of event a trigger is. */
public enum TriggerKind {
  OBJECT_CREATED,
  OBJECT_DELETED,
  TOPIC_RECORD,
  SCHEDULE,
  FRESHNESS,
  API;

  /** Whether it tells of an object in storage, so that its key and version identify it. */
  public boolean isObject() {
    return this == OBJECT_CREATED || this == OBJECT_DELETED;
  }
}
