package io.tidemill.dbt.jinja;

import java.util.HashSet;
import java.util.Set;

/** A compiled template. */
final class Program {

  private final JinjaEnvironment environment;
  private final TemplateName template;
  private final boolean isNative;
  private final Frame root;
  private final int self;
  private final Frame.Enter enter;
  private final Exec body;

  private Program(Builder builder, Frame root, int self, Frame.Enter enter, Exec body) {
    this.environment = builder.environment;
    this.template = builder.template;
    this.isNative = builder.isNative;
    this.root = root;
    this.self = self;
    this.enter = enter;
    this.body = body;
  }

  static Program compile(
      JinjaEnvironment environment, TemplateName template, Ast ast, boolean isNative) {
    Builder builder = new Builder(environment, template, isNative);
    Frame root = Frame.root(true);
    boolean usesSelf = !UndeclaredNames.in(ast.body(), Set.of("self")).isEmpty();
    int self = usesSelf ? root.function.declare(root.symbols.declareParameter("self")) : -1;
    new SymbolVisitor(root.symbols).walk(ast.body());
    Frame.Enter enter = root.entry();
    Exec body = new Compiler(builder, root).block(ast.body());
    return new Program(builder, root, self, enter, body);
  }

  /** Runs the template; the activation holds its top-level variables afterwards. */
  Activation run(Scope scope, RenderState state, Output out) {
    RenderContext context = new RenderContext(environment, template, scope, state, isNative);
    Activation activation = new Activation(null, context, root.function.size());
    if (self >= 0) {
      activation.slots[self] = new TemplateReference();
    }
    enter.run(activation);
    body.run(activation, out);
    return activation;
  }

  /** The value of a top-level variable after a run, or an undefined value. */
  Object variable(Activation activation, String name) {
    Object value = root.knows(name) ? activation.slots[root.slot(name).index()] : null;
    return value == null ? activation.context.undefined(name) : value;
  }

  /** What the parts of the compiler share. */
  static final class Builder {
    private final JinjaEnvironment environment;
    private final TemplateName template;
    private final boolean isNative;
    private final Set<String> blocks = new HashSet<>();
    private final Activation nowhere;
    private boolean insideLoop;

    Builder(JinjaEnvironment environment, TemplateName template, boolean isNative) {
      this.environment = environment;
      this.template = template;
      this.isNative = isNative;
      RenderState state = RenderState.within(environment.limits(), running -> running);
      this.nowhere =
          new Activation(null, RenderContext.folding(environment, template, state, isNative), 0);
    }

    JinjaEnvironment environment() {
      return environment;
    }

    TemplateName template() {
      return template;
    }

    boolean isNative() {
      return isNative;
    }

    /** An activation without variables, for folding constants. */
    Activation nowhere() {
      return nowhere;
    }

    boolean defineBlock(String name) {
      return blocks.add(name);
    }

    boolean insideLoop() {
      return insideLoop;
    }

    /**
     * Notes that a loop, or a function outside of any loop, is being compiled; returns what was
     * noted before.
     */
    boolean enterLoop(boolean inside) {
      boolean before = insideLoop;
      insideLoop = inside;
      return before;
    }
  }
}
