package io.tidemill.catalog.permission;

/** One difference to be removed, with the reason for it. */
public record Change(Action action, Atom atom, String reason) {

  /** What is done, in the order in which it is done: access is added before any is taken away. */
  public enum Action {
    CREATE_FILTER("filter.create"),
    UPDATE_FILTER("filter.update"),
    ADD_TAG("lf-tag.add"),
    GRANT("grant"),
    REVOKE("revoke"),
    REMOVE_TAG("lf-tag.remove"),
    DELETE_FILTER("filter.delete"),
    /** Of IAM_ALLOWED_PRINCIPALS: from here on Lake Formation, not IAM, decides. */
    CLOSE("close");

    private final String label;

    Action(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }

    /** Whether it takes access away. */
    public boolean takesAway() {
      return compareTo(GRANT) > 0;
    }
  }

  @Override
  public String toString() {
    return action.label() + " " + atom;
  }
}
