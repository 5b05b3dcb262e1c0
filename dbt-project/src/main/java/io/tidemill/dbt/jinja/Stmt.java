package io.tidemill.dbt.jinja;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement of a template. */
public sealed interface Stmt {

  /** Where its tag starts. */
  Position at();

  /** Asks the visitor about this kind of statement. */
  <R> R accept(Visitor<R> visitor);

  /** Text and print tags in a row. */
  record Output(List<Expr> parts, Position at) implements Stmt {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.output(this);
    }
  }

  /** {@code set target = value}. */
  record Assign(Expr target, Expr value, Position at) implements Stmt {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.assign(this);
    }
  }

  /** {@code set target} with a body, perhaps filtered. */
  record AssignBlock(Expr target, Expr.@Nullable Filter filter, List<Stmt> body, Position at)
      implements Stmt {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.assignBlock(this);
    }
  }

  /** A condition with its body; an if statement has one or more. */
  record Branch(Expr test, List<Stmt> body) {}

  /** {@code if}, with {@code elif} and {@code else}. */
  record If(List<Branch> branches, List<Stmt> otherwise, Position at) implements Stmt {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.ifElse(this);
    }
  }

  /** {@code for}. */
  record For(
      Expr target,
      Expr iterable,
      @Nullable Expr test,
      boolean recursive,
      List<Stmt> body,
      List<Stmt> otherwise,
      Position at)
      implements Stmt {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.forEach(this);
    }
  }

  /** {@code break} or {@code continue}. */
  record LoopControl(boolean isBreak, Position at) implements Stmt {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.loopControl(this);
    }
  }

  /** A type annotation of a macro parameter, such as {@code List[str]}. */
  record MacroType(String name, List<MacroType> parameters) {

    @Override
    public String toString() {
      return parameters.isEmpty() ? name : name + parameters;
    }
  }

  /** Parameters; defaults belong to the last ones, types are null where not annotated. */
  record Parameters(List<Expr.Name> names, List<Expr> defaults, List<@Nullable MacroType> types) {

    static final Parameters NONE = new Parameters(List.of(), List.of(), List.of());
  }

  /** dbt's kinds of macros. */
  enum MacroKind {
    MACRO,
    TEST,
    MATERIALIZATION,
    DOCS
  }

  /**
   * A macro, or one of dbt's tags that define one.
   *
   * @param declaredName the name as written
   * @param adapter the adapter of a materialization, otherwise empty
   */
  record Macro(
      MacroKind kind,
      String declaredName,
      String adapter,
      Parameters parameters,
      List<Stmt> body,
      Position at)
      implements Stmt {

    /** The name that dbt gives the macro inside its template, which messages show. */
    public String internalName() {
      return switch (kind) {
        case DOCS -> "dbt_docs__" + declaredName;
        default -> "dbt_macro__" + name();
      };
    }

    /** The name that dbt knows the macro by. */
    public String name() {
      return switch (kind) {
        case MACRO, DOCS -> declaredName;
        case TEST -> "test_" + declaredName;
        case MATERIALIZATION -> "materialization_" + declaredName + "_" + adapter;
      };
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.macro(this);
    }
  }

  /** {@code call}. */
  record CallBlock(Expr.Call call, Parameters parameters, List<Stmt> body, Position at)
      implements Stmt {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.callBlock(this);
    }
  }

  /** {@code filter}. */
  record FilterBlock(Expr.Filter filter, List<Stmt> body, Position at) implements Stmt {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.filterBlock(this);
    }
  }

  /** {@code with}. */
  record With(List<Expr> targets, List<Expr> values, List<Stmt> body, Position at) implements Stmt {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.with(this);
    }
  }

  /** {@code block}: rendered in place, as there is no inheritance. */
  record NamedBlock(String name, boolean scoped, boolean required, List<Stmt> body, Position at)
      implements Stmt {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.namedBlock(this);
    }
  }

  /** {@code autoescape}; the option is evaluated. */
  record Autoescape(Expr enabled, List<Stmt> body, Position at) implements Stmt {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.autoescape(this);
    }
  }

  /** {@code do}. */
  record Do(Expr expression, Position at) implements Stmt {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.doExpression(this);
    }
  }

  /**
   * {@code include}, {@code extends}, {@code import} or {@code from}: accepted, but dbt has no
   * template loader.
   */
  record Load(String tag, Expr template, List<String> names, Position at) implements Stmt {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.load(this);
    }
  }

  /** One answer per kind of statement. */
  interface Visitor<R> {
    R output(Output output);

    R assign(Assign assign);

    R assignBlock(AssignBlock block);

    R ifElse(If statement);

    R forEach(For loop);

    R loopControl(LoopControl control);

    R macro(Macro macro);

    R callBlock(CallBlock block);

    R filterBlock(FilterBlock block);

    R with(With with);

    R namedBlock(NamedBlock block);

    R autoescape(Autoescape autoescape);

    R doExpression(Do statement);

    R load(Load load);
  }
}
