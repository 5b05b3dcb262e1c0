package io.tidemill.dbt.jinja;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An expression of a template. */
public sealed interface Expr {

  /** Where it starts. */
  Position at();

  /** Asks the visitor about this kind of expression. */
  <R> R accept(Visitor<R> visitor);

  /** What an occurrence of a name means. */
  enum Use {
    LOAD,
    STORE,
    PARAMETER
  }

  /** Operators with two operands that are both always evaluated. */
  enum BinaryOperator {
    ADD("+", "add"),
    SUBTRACT("-", "sub"),
    MULTIPLY("*", "mul"),
    DIVIDE("/", "div"),
    FLOOR_DIVIDE("//", "floordiv"),
    MODULO("%", "mod"),
    POWER("**", "pow");

    private final String symbol;
    private final String nodeName;

    BinaryOperator(String symbol, String nodeName) {
      this.symbol = symbol;
      this.nodeName = nodeName;
    }

    String symbol() {
      return symbol;
    }

    String nodeName() {
      return nodeName;
    }
  }

  /** Operators of a comparison chain. */
  enum Comparator {
    EQUAL,
    NOT_EQUAL,
    LESS,
    LESS_EQUAL,
    GREATER,
    GREATER_EQUAL,
    IN,
    NOT_IN
  }

  /** A literal, or text of the template outside of tags. */
  record Constant(Object value, Position at, boolean templateData) implements Expr {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.constant(this);
    }
  }

  /** A variable. */
  record Name(String name, Use use, Position at) implements Expr {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.name(this);
    }
  }

  /** The target {@code name.attribute} of an assignment. */
  record NamespaceTarget(String name, String attribute, Position at) implements Expr {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.namespaceTarget(this);
    }
  }

  /** A tuple, also as the target of an assignment. */
  record TupleOf(List<Expr> items, Position at) implements Expr {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.tuple(this);
    }
  }

  /** A list display. */
  record ListOf(List<Expr> items, Position at) implements Expr {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.list(this);
    }
  }

  /** One entry of a dict display. */
  record Pair(Expr key, Expr value) {}

  /** A dict display. */
  record DictOf(List<Pair> items, Position at) implements Expr {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.dict(this);
    }
  }

  /** An arithmetic operation. */
  record Binary(BinaryOperator operator, Expr left, Expr right, Position at) implements Expr {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.binary(this);
    }
  }

  /** {@code and} or {@code or}. */
  record Logical(boolean and, Expr left, Expr right, Position at) implements Expr {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.logical(this);
    }
  }

  /** {@code not}. */
  record Not(Expr operand, Position at) implements Expr {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.not(this);
    }
  }

  /** A sign. */
  record Sign(boolean negative, Expr operand, Position at) implements Expr {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.sign(this);
    }
  }

  /** One step of a comparison chain. */
  record Operand(Comparator comparator, Expr value) {}

  /** A comparison chain. */
  record Compare(Expr first, List<Operand> rest, Position at) implements Expr {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.compare(this);
    }
  }

  /** Strings joined with {@code ~}. */
  record Concat(List<Expr> parts, Position at) implements Expr {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.concat(this);
    }
  }

  /** The inline if. */
  record Conditional(Expr test, Expr then, @Nullable Expr otherwise, Position at) implements Expr {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.conditional(this);
    }
  }

  /** An argument by keyword. */
  record Keyword(String name, Expr value) {}

  /** The arguments of a call, filter or test as written. */
  record Arguments(
      List<Expr> positional,
      List<Keyword> keywords,
      @Nullable Expr star,
      @Nullable Expr doubleStar) {

    static final Arguments NONE = new Arguments(List.of(), List.of(), null, null);
  }

  /** A filter; the target is null in a filter block. */
  record Filter(@Nullable Expr target, String name, Arguments arguments, Position at)
      implements Expr {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.filter(this);
    }
  }

  /** A test. */
  record Test(Expr target, String name, Arguments arguments, Position at) implements Expr {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.test(this);
    }
  }

  /** A call. */
  record Call(Expr callee, Arguments arguments, Position at) implements Expr {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.call(this);
    }
  }

  /** {@code target.name}. */
  record Attribute(Expr target, String name, Position at) implements Expr {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.attribute(this);
    }
  }

  /** {@code target[index]}. */
  record Item(Expr target, Expr index, Position at) implements Expr {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.item(this);
    }
  }

  /** {@code start:stop:step} inside brackets. */
  record Slice(@Nullable Expr start, @Nullable Expr stop, @Nullable Expr step, Position at)
      implements Expr {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.slice(this);
    }
  }

  /** One answer per kind of expression. */
  interface Visitor<R> {
    R constant(Constant constant);

    R name(Name name);

    R namespaceTarget(NamespaceTarget target);

    R tuple(TupleOf tuple);

    R list(ListOf list);

    R dict(DictOf dict);

    R binary(Binary binary);

    R logical(Logical logical);

    R not(Not not);

    R sign(Sign sign);

    R compare(Compare compare);

    R concat(Concat concat);

    R conditional(Conditional conditional);

    R filter(Filter filter);

    R test(Test test);

    R call(Call call);

    R attribute(Attribute attribute);

    R item(Item item);

    R slice(Slice slice);
  }
}
