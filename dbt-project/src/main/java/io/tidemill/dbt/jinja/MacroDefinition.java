package io.tidemill.dbt.jinja;

import java.util.List;

/** A macro as defined in a template. */
public final class MacroDefinition {

  private final Template template;
  private final Stmt.Macro macro;

  MacroDefinition(Template template, Stmt.Macro macro) {
    this.template = template;
    this.macro = macro;
  }

  /**
   * The name that dbt knows the macro by, such as {@code test_unique} or {@code
   * materialization_table_default}.
   */
  public String name() {
    return macro.name();
  }

  /** The name as written after the tag. */
  public String declaredName() {
    return macro.declaredName();
  }

  /** Which tag defines it. */
  public Stmt.MacroKind kind() {
    return macro.kind();
  }

  /**
   * The adapter of a materialization, {@code default} when it names none; empty for other kinds.
   */
  public String adapter() {
    return macro.adapter();
  }

  /**
   * The languages a materialization supports, {@code sql} when it names none; empty for other
   * kinds.
   */
  public List<String> supportedLanguages() {
    if (macro.kind() != Stmt.MacroKind.MATERIALIZATION
        || !(macro.parameters().defaults().get(0) instanceof Expr.ListOf list)) {
      return List.of();
    }
    return list.items().stream()
        .filter(Expr.Constant.class::isInstance)
        .map(item -> PyRepr.str(((Expr.Constant) item).value()))
        .toList();
  }

  /** The parameters with their defaults and types. */
  public Stmt.Parameters parameters() {
    return macro.parameters();
  }

  /** Where in the template it starts. */
  public Position position() {
    return macro.at();
  }

  /** The syntax tree of the macro. */
  public Stmt.Macro syntax() {
    return macro;
  }

  /** The macro as a function whose body looks names up in the given scope. */
  public Macro bind(Scope scope) {
    return new Macro(template, macro, scope);
  }
}
