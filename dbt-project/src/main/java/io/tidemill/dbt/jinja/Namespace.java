package io.tidemill.dbt.jinja;

/** Jinja2's {@code namespace()}: an object whose attributes templates may set. */
final class Namespace implements JinjaObject {

  private final PyDict attributes;

  Namespace(PyDict attributes) {
    this.attributes = attributes;
  }

  void set(String name, Object value) {
    attributes.put(name, value);
  }

  @Override
  public Object getAttribute(String name) {
    Object value = attributes.get(name);
    return value == null ? Missing.MISSING : value;
  }

  @Override
  public String pythonType() {
    return "Namespace";
  }

  @Override
  public String qualifiedType() {
    return "jinja2.utils.Namespace";
  }

  @Override
  public String repr() {
    return "<Namespace " + PyRepr.repr(attributes) + ">";
  }
}
