package io.tidemill.dbt.jinja;

import org.jspecify.annotations.Nullable;

/**
 * A macro bound to a scope, callable with positional and keyword arguments.
 *
 * <p>The result is the rendered text, or the value given to {@code return()}. As in dbt the macro
 * sees nothing of its caller, and calls of macros in the same file go through the scope.
 */
public final class Macro implements JinjaCallable {

  private final Template template;
  private final Stmt.Macro macro;
  private final Scope scope;

  Macro(Template template, Stmt.Macro macro, Scope scope) {
    this.template = template;
    this.macro = macro;
    this.scope = scope;
  }

  /** The name that dbt knows the macro by. */
  public String name() {
    return macro.name();
  }

  @Override
  public Object call(CallArguments arguments) {
    return RenderState.within(template.environment().limits(), state -> call(arguments, state));
  }

  private Object call(CallArguments arguments, RenderState state) {
    try {
      Program program = template.textProgram();
      Activation module = program.run(scope, state, new Output.Text(state, true));
      return Calls.call(program.variable(module, macro.internalName()), arguments);
    } catch (MacroReturn returned) {
      return returned.value();
    } catch (JinjaException failure) {
      throw failure.at(template.name(), macro.at()).through(frame());
    } catch (RuntimeException failure) {
      if (failure instanceof TracedFailure traced) {
        traced.through(frame());
      }
      throw failure;
    }
  }

  private JinjaException.MacroFrame frame() {
    TemplateName file = template.name();
    return new JinjaException.MacroFrame(
        macro.name(), file.file(), file.lineOffset() + macro.at().line());
  }

  @Override
  public @Nullable Object getAttribute(String attribute) {
    return Missing.MISSING;
  }

  @Override
  public String pythonType() {
    return "MacroGenerator";
  }

  @Override
  public String qualifiedType() {
    return "dbt.clients.jinja.MacroGenerator";
  }
}
