package io.tidemill.dbt.jinja;

/** Jinja2's {@code joiner()}: nothing on the first call, the separator on every later one. */
final class Joiner implements JinjaCallable {

  private final Object separator;
  private boolean used;

  Joiner(Object separator) {
    this.separator = separator;
  }

  @Override
  public Object call(CallArguments arguments) {
    if (used) {
      return separator;
    }
    used = true;
    return "";
  }

  @Override
  public String pythonType() {
    return "Joiner";
  }

  @Override
  public String qualifiedType() {
    return "jinja2.utils.Joiner";
  }
}
