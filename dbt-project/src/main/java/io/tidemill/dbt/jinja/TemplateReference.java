package io.tidemill.dbt.jinja;

/** The variable {@code self}, which in templates without inheritance has nothing to refer to. */
final class TemplateReference implements JinjaObject {

  @Override
  public String pythonType() {
    return "TemplateReference";
  }

  @Override
  public String qualifiedType() {
    return "jinja2.runtime.TemplateReference";
  }

  @Override
  public String repr() {
    return "<TemplateReference None>";
  }
}
