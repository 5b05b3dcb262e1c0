package io.tidemill.dbt.parse;

import io.tidemill.dbt.jinja.AstWalker;
import io.tidemill.dbt.jinja.Expr;
import io.tidemill.dbt.jinja.Stmt;
import io.tidemill.dbt.jinja.Template;
import java.util.ArrayList;
import java.util.List;

/** Finds the calls in a template, outer ones before those in their arguments. */
final class TemplateCalls extends AstWalker {
  private final List<Expr.Call> calls = new ArrayList<>();

  private TemplateCalls() {}

  static List<Expr.Call> in(Template template) {
    return in(template.root().body());
  }

  static List<Expr.Call> in(List<Stmt> statements) {
    TemplateCalls finder = new TemplateCalls();
    finder.walk(statements);
    return finder.calls;
  }

  @Override
  public Boolean call(Expr.Call call) {
    calls.add(call);
    return super.call(call);
  }
}
