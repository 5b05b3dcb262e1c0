package io.tidemill.dbt.jinja;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds the names that belong to one scope: it does not descend into the bodies that open scopes of
 * their own.
 */
final class SymbolVisitor extends AstWalker {

  private Symbols symbols;
  private boolean storeAsParameter;

  SymbolVisitor(Symbols symbols) {
    this.symbols = symbols;
  }

  /** The targets of a loop, which are parameters of its body. */
  void parameters(Expr target) {
    storeAsParameter = true;
    walk(target);
    storeAsParameter = false;
  }

  /** The parameters and body of a macro or call block. */
  void macro(Stmt.Parameters parameters, List<Stmt> body) {
    walk(parameters);
    walk(body);
  }

  void expressions(List<Expr> expressions) {
    walkAll(expressions);
  }

  @Override
  public Boolean name(Expr.Name name) {
    if (storeAsParameter || name.use() == Expr.Use.PARAMETER) {
      symbols.declareParameter(name.name());
    } else if (name.use() == Expr.Use.STORE) {
      symbols.store(name.name());
    } else {
      symbols.load(name.name());
    }
    return true;
  }

  @Override
  public Boolean namespaceTarget(Expr.NamespaceTarget target) {
    symbols.load(target.name());
    return true;
  }

  @Override
  public Boolean ifElse(Stmt.If statement) {
    walk(statement.branches().get(0).test());
    Symbols original = symbols;
    List<Symbols> branches = new ArrayList<>();
    symbols = original.copy();
    walk(statement.branches().get(0).body());
    branches.add(symbols);
    symbols = original.copy();
    for (Stmt.Branch branch : statement.branches().subList(1, statement.branches().size())) {
      ifElse(new Stmt.If(List.of(branch), List.of(), statement.at()));
    }
    branches.add(symbols);
    symbols = original.copy();
    walk(statement.otherwise());
    branches.add(symbols);
    symbols = original;
    symbols.update(branches);
    return true;
  }

  @Override
  public Boolean assign(Stmt.Assign assign) {
    walk(assign.value());
    walk(assign.target());
    return true;
  }

  @Override
  public Boolean assignBlock(Stmt.AssignBlock block) {
    return walkOne(block.target());
  }

  @Override
  public Boolean forEach(Stmt.For loop) {
    return walkOne(loop.iterable());
  }

  @Override
  public Boolean macro(Stmt.Macro macro) {
    symbols.store(macro.internalName());
    return true;
  }

  @Override
  public Boolean callBlock(Stmt.CallBlock block) {
    return walkOne(block.call());
  }

  @Override
  public Boolean filterBlock(Stmt.FilterBlock block) {
    return walkOne(block.filter());
  }

  @Override
  public Boolean with(Stmt.With with) {
    walkAll(with.values());
    return true;
  }

  @Override
  public Boolean namedBlock(Stmt.NamedBlock block) {
    return true;
  }

  @Override
  public Boolean autoescape(Stmt.Autoescape autoescape) {
    return true;
  }

  @Override
  public Boolean load(Stmt.Load load) {
    walk(load.template());
    load.names().forEach(symbols::store);
    return true;
  }

  private boolean walkOne(Expr expression) {
    walk(expression);
    return true;
  }
}
