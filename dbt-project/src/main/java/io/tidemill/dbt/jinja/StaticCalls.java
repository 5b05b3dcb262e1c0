package io.tidemill.dbt.jinja;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the calls in a syntax tree without rendering it: ref, source, config, and macros that it
 * depends on.
 */
public final class StaticCalls {

  private StaticCalls() {}

  /**
   * One call as written.
   *
   * @param name the called name with its dots, such as {@code ref} or {@code adapter.dispatch}
   * @param positional arguments by position; empty where an argument is no literal
   * @param keywords arguments by keyword; empty where an argument is no literal
   * @param isComplete whether all arguments are literals and none is given with a star
   * @param at where the call is
   */
  public record StaticCall(
      String name,
      List<Optional<Object>> positional,
      Map<String, Optional<Object>> keywords,
      boolean isComplete,
      Position at) {}

  /** All calls of names, with or without dots, in source order. */
  public static List<StaticCall> in(Ast tree) {
    return in(tree.body());
  }

  /** The same for a part of a tree. */
  public static List<StaticCall> in(List<Stmt> statements) {
    List<StaticCall> calls = new ArrayList<>();
    new AstWalker() {
      @Override
      public Boolean call(Expr.Call call) {
        String name = nameOf(call.callee());
        if (name != null) {
          calls.add(describe(name, call));
        }
        return super.call(call);
      }
    }.walk(statements);
    return calls;
  }

  private static @Nullable String nameOf(Expr callee) {
    if (callee instanceof Expr.Name name) {
      return name.name();
    }
    if (callee instanceof Expr.Attribute attribute) {
      String target = nameOf(attribute.target());
      return target == null ? null : target + "." + attribute.name();
    }
    return null;
  }

  private static StaticCall describe(String name, Expr.Call call) {
    Expr.Arguments arguments = call.arguments();
    List<Optional<Object>> positional =
        arguments.positional().stream().map(StaticCalls::literal).toList();
    Map<String, Optional<Object>> keywords = new LinkedHashMap<>();
    arguments.keywords().forEach(keyword -> keywords.put(keyword.name(), literal(keyword.value())));
    boolean complete =
        arguments.star() == null
            && arguments.doubleStar() == null
            && positional.stream().allMatch(Optional::isPresent)
            && keywords.values().stream().allMatch(Optional::isPresent);
    return new StaticCall(name, positional, keywords, complete, call.at());
  }

  /**
   * The value of a literal, also of a list, tuple or dict of literals; None is {@link PyNone#NONE}.
   */
  public static Optional<Object> literal(Expr expression) {
    if (expression instanceof Expr.Constant constant) {
      return Optional.of(constant.value());
    }
    if (expression instanceof Expr.ListOf list) {
      return literals(list.items()).map(PyList::new);
    }
    if (expression instanceof Expr.TupleOf tuple) {
      return literals(tuple.items()).map(PyTuple::copyOf);
    }
    if (expression instanceof Expr.Sign sign) {
      return literal(sign.operand())
          .filter(PyNumbers::isNumber)
          .map(number -> sign.negative() ? Operators.negate(number) : number);
    }
    if (expression instanceof Expr.DictOf dict) {
      PyDict result = new PyDict();
      for (Expr.Pair pair : dict.items()) {
        Optional<Object> key = literal(pair.key());
        Optional<Object> value = literal(pair.value());
        if (key.isEmpty() || value.isEmpty()) {
          return Optional.empty();
        }
        result.put(key.get(), value.get());
      }
      return Optional.of(result);
    }
    return Optional.empty();
  }

  private static Optional<List<Object>> literals(List<Expr> expressions) {
    List<Object> values = new ArrayList<>();
    for (Expr expression : expressions) {
      Optional<Object> value = literal(expression);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      values.add(value.get());
    }
    return Optional.of(values);
  }
}
