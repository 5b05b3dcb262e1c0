package io.tidemill.dbt.jinja;

import java.util.List;

/** The syntax tree of a template: its statements in order. */
public record Ast(List<Stmt> body) {

  public Ast {
    body = List.copyOf(body);
  }
}
