package io.tidemill.orchestration.id;

/** The content address of a project version. */
public record ProjectDigest(String value) {

  public ProjectDigest {
    Ids.requireText("project digest", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
