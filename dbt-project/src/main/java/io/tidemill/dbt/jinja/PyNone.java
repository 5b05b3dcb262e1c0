package io.tidemill.dbt.jinja;

/** Python's None. Inside the engine a Java null never stands for a Python value. */
public enum PyNone {
  NONE;

  @Override
  public String toString() {
    return "None";
  }
}
