package io.tidemill.dbt.jinja;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds which of some special names a body reads before it assigns them, at any depth. */
final class UndeclaredNames extends AstWalker {

  private final Set<String> wanted;
  private final Set<String> found = new HashSet<>();

  private UndeclaredNames(Set<String> wanted) {
    this.wanted = new HashSet<>(wanted);
  }

  static Set<String> in(List<Stmt> body, Set<String> names) {
    UndeclaredNames walker = new UndeclaredNames(names);
    walker.walk(body);
    return walker.found;
  }

  @Override
  public Boolean name(Expr.Name name) {
    if (name.use() == Expr.Use.LOAD && wanted.contains(name.name())) {
      found.add(name.name());
    } else {
      wanted.remove(name.name());
    }
    return true;
  }

  @Override
  public Boolean namedBlock(Stmt.NamedBlock block) {
    return true;
  }
}
