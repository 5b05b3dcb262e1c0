package io.tidemill.dbt.jinja;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A parsed template. Immutable and thread-safe: parse once, render often.
 *
 * <p>Rendering throws {@link JinjaException} for what goes wrong in the template; exceptions of
 * host functions pass unchanged.
 */
public final class Template {

  private final JinjaEnvironment environment;
  private final TemplateName name;
  private final Ast root;
  private volatile @Nullable Program textProgram;
  private volatile @Nullable Program nativeProgram;

  Template(JinjaEnvironment environment, TemplateName name, Ast root) {
    this.environment = environment;
    this.name = name;
    this.root = root;
  }

  /**
   * The text that the template renders to; names are looked up in the scope, then among the
   * globals.
   */
  public String render(Scope scope) {
    return RenderState.within(
        environment.limits(),
        state -> {
          Output.Text out = new Output.Text(state, true);
          textProgram().run(scope, state, out);
          return out.content();
        });
  }

  /**
   * The value that the template renders to as dbt renders YAML values and test arguments: a single
   * expression keeps its type, everything else becomes text. Only the filters as_native, as_bool
   * and as_number turn text into values.
   */
  public Object renderNative(Scope scope) {
    return RenderState.within(
        environment.limits(),
        state -> {
          Output.Values out = new Output.Values();
          nativeProgram().run(scope, state, out);
          return NativeResult.of(out.values());
        });
  }

  private Program nativeProgram() {
    Program program = nativeProgram;
    if (program == null) {
      program = Program.compile(environment, name, root, true);
      nativeProgram = program;
    }
    return program;
  }

  /**
   * The macros, tests, materializations and docs blocks that the template defines at its top level.
   */
  public List<MacroDefinition> macros() {
    List<MacroDefinition> macros = new ArrayList<>();
    for (Stmt statement : root.body()) {
      if (statement instanceof Stmt.Macro macro) {
        macros.add(new MacroDefinition(this, macro));
      }
    }
    return macros;
  }

  /** The syntax tree, for static analysis. */
  public Ast root() {
    return root;
  }

  /** The name given when parsing. */
  public TemplateName name() {
    return name;
  }

  JinjaEnvironment environment() {
    return environment;
  }

  /** Compiled when first needed, as most macros of a project's packages are never called. */
  Program textProgram() {
    Program program = textProgram;
    if (program == null) {
      program = Program.compile(environment, name, root, false);
      textProgram = program;
    }
    return program;
  }
}
