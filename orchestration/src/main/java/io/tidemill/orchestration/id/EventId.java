package io.tidemill.orchestration.id;

/** Names one event; the same event delivered twice bears the same id. */
public record EventId(String value) {

  public EventId {
    Ids.requireText("event", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
