package io.tidemill.dbt.jinja;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Visits every node of a syntax tree in source order; override the methods for the nodes of
 * interest.
 *
 * <p>An override that does not call {@code super} leaves out what is below the node. The return
 * values mean nothing.
 */
public abstract class AstWalker implements Expr.Visitor<Boolean>, Stmt.Visitor<Boolean> {

  /** Visits statements in order. */
  public void walk(List<Stmt> statements) {
    statements.forEach(statement -> statement.accept(this));
  }

  /** Visits expressions in order. */
  protected void walkAll(List<? extends Expr> expressions) {
    expressions.forEach(expression -> expression.accept(this));
  }

  /** Visits an expression if there is one. */
  protected void walk(@Nullable Expr expression) {
    if (expression != null) {
      expression.accept(this);
    }
  }

  /** Visits the arguments of a call, filter or test. */
  protected void walk(Expr.Arguments arguments) {
    walkAll(arguments.positional());
    arguments.keywords().forEach(keyword -> keyword.value().accept(this));
    walk(arguments.star());
    walk(arguments.doubleStar());
  }

  /** Visits parameter names, then defaults. */
  protected void walk(Stmt.Parameters parameters) {
    walkAll(parameters.names());
    walkAll(parameters.defaults());
  }

  @Override
  public Boolean constant(Expr.Constant constant) {
    return true;
  }

  @Override
  public Boolean name(Expr.Name name) {
    return true;
  }

  @Override
  public Boolean namespaceTarget(Expr.NamespaceTarget target) {
    return true;
  }

  @Override
  public Boolean tuple(Expr.TupleOf tuple) {
    walkAll(tuple.items());
    return true;
  }

  @Override
  public Boolean list(Expr.ListOf list) {
    walkAll(list.items());
    return true;
  }

  @Override
  public Boolean dict(Expr.DictOf dict) {
    for (Expr.Pair pair : dict.items()) {
      walk(pair.key());
      walk(pair.value());
    }
    return true;
  }

  @Override
  public Boolean binary(Expr.Binary binary) {
    walk(binary.left());
    walk(binary.right());
    return true;
  }

  @Override
  public Boolean logical(Expr.Logical logical) {
    walk(logical.left());
    walk(logical.right());
    return true;
  }

  @Override
  public Boolean not(Expr.Not not) {
    walk(not.operand());
    return true;
  }

  @Override
  public Boolean sign(Expr.Sign sign) {
    walk(sign.operand());
    return true;
  }

  @Override
  public Boolean compare(Expr.Compare compare) {
    walk(compare.first());
    compare.rest().forEach(operand -> walk(operand.value()));
    return true;
  }

  @Override
  public Boolean concat(Expr.Concat concat) {
    walkAll(concat.parts());
    return true;
  }

  @Override
  public Boolean conditional(Expr.Conditional conditional) {
    walk(conditional.test());
    walk(conditional.then());
    walk(conditional.otherwise());
    return true;
  }

  @Override
  public Boolean filter(Expr.Filter filter) {
    walk(filter.target());
    walk(filter.arguments());
    return true;
  }

  @Override
  public Boolean test(Expr.Test test) {
    walk(test.target());
    walk(test.arguments());
    return true;
  }

  @Override
  public Boolean call(Expr.Call call) {
    walk(call.callee());
    walk(call.arguments());
    return true;
  }

  @Override
  public Boolean attribute(Expr.Attribute attribute) {
    walk(attribute.target());
    return true;
  }

  @Override
  public Boolean item(Expr.Item item) {
    walk(item.target());
    walk(item.index());
    return true;
  }

  @Override
  public Boolean slice(Expr.Slice slice) {
    walk(slice.start());
    walk(slice.stop());
    walk(slice.step());
    return true;
  }

  @Override
  public Boolean output(Stmt.Output output) {
    walkAll(output.parts());
    return true;
  }

  @Override
  public Boolean assign(Stmt.Assign assign) {
    walk(assign.target());
    walk(assign.value());
    return true;
  }

  @Override
  public Boolean assignBlock(Stmt.AssignBlock block) {
    walk(block.target());
    walk(block.filter());
    walk(block.body());
    return true;
  }

  @Override
  public Boolean ifElse(Stmt.If statement) {
    for (Stmt.Branch branch : statement.branches()) {
      walk(branch.test());
      walk(branch.body());
    }
    walk(statement.otherwise());
    return true;
  }

  @Override
  public Boolean forEach(Stmt.For loop) {
    walk(loop.target());
    walk(loop.iterable());
    walk(loop.body());
    walk(loop.otherwise());
    walk(loop.test());
    return true;
  }

  @Override
  public Boolean loopControl(Stmt.LoopControl control) {
    return true;
  }

  @Override
  public Boolean macro(Stmt.Macro macro) {
    walk(macro.parameters());
    walk(macro.body());
    return true;
  }

  @Override
  public Boolean callBlock(Stmt.CallBlock block) {
    walk(block.call());
    walk(block.parameters());
    walk(block.body());
    return true;
  }

  @Override
  public Boolean filterBlock(Stmt.FilterBlock block) {
    walk(block.body());
    walk(block.filter());
    return true;
  }

  @Override
  public Boolean with(Stmt.With with) {
    walkAll(with.targets());
    walkAll(with.values());
    walk(with.body());
    return true;
  }

  @Override
  public Boolean namedBlock(Stmt.NamedBlock block) {
    walk(block.body());
    return true;
  }

  @Override
  public Boolean autoescape(Stmt.Autoescape autoescape) {
    walk(autoescape.enabled());
    walk(autoescape.body());
    return true;
  }

  @Override
  public Boolean doExpression(Stmt.Do statement) {
    walk(statement.expression());
    return true;
  }

  @Override
  public Boolean load(Stmt.Load load) {
    walk(load.template());
    return true;
  }
}
