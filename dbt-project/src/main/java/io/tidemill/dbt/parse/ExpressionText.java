package io.tidemill.dbt.parse;

import io.tidemill.dbt.jinja.Expr;
import io.tidemill.dbt.jinja.PythonValues;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An expression as text in dbt's normal form: constants as Python prints them, one space where one
 * belongs.
 */
final class ExpressionText implements Expr.Visitor<String> {
  private static final ExpressionText PRINTER = new ExpressionText();

  private ExpressionText() {}

  static String of(Expr expression) {
    return expression.accept(PRINTER);
  }

  private static String all(List<Expr> expressions, String separator) {
    return expressions.stream().map(ExpressionText::of).collect(Collectors.joining(separator));
  }

  @Override
  public String constant(Expr.Constant constant) {
    return PythonValues.repr(constant.value());
  }

  @Override
  public String name(Expr.Name name) {
    return name.name();
  }

  @Override
  public String namespaceTarget(Expr.NamespaceTarget target) {
    return target.name() + "." + target.attribute();
  }

  @Override
  public String tuple(Expr.TupleOf tuple) {
    return "(" + all(tuple.items(), ", ") + (tuple.items().size() == 1 ? ",)" : ")");
  }

  @Override
  public String list(Expr.ListOf list) {
    return "[" + all(list.items(), ", ") + "]";
  }

  @Override
  public String dict(Expr.DictOf dict) {
    return dict.items().stream()
        .map(pair -> of(pair.key()) + ": " + of(pair.value()))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  @Override
  public String binary(Expr.Binary binary) {
    String symbol =
        switch (binary.operator()) {
          case ADD -> "+";
          case SUBTRACT -> "-";
          case MULTIPLY -> "*";
          case DIVIDE -> "/";
          case FLOOR_DIVIDE -> "//";
          case MODULO -> "%";
          case POWER -> "**";
        };
    return of(binary.left()) + " " + symbol + " " + of(binary.right());
  }

  @Override
  public String logical(Expr.Logical logical) {
    return of(logical.left()) + (logical.and() ? " and " : " or ") + of(logical.right());
  }

  @Override
  public String not(Expr.Not not) {
    return "not " + of(not.operand());
  }

  @Override
  public String sign(Expr.Sign sign) {
    return (sign.negative() ? "-" : "+") + of(sign.operand());
  }

  @Override
  public String compare(Expr.Compare compare) {
    StringBuilder text = new StringBuilder(of(compare.first()));
    for (Expr.Operand operand : compare.rest()) {
      text.append(' ').append(comparator(operand.comparator())).append(' ');
      text.append(of(operand.value()));
    }
    return text.toString();
  }

  private static String comparator(Expr.Comparator comparator) {
    return switch (comparator) {
      case EQUAL -> "==";
      case NOT_EQUAL -> "!=";
      case LESS -> "<";
      case LESS_EQUAL -> "<=";
      case GREATER -> ">";
      case GREATER_EQUAL -> ">=";
      case IN -> "in";
      case NOT_IN -> "not in";
    };
  }

  @Override
  public String concat(Expr.Concat concat) {
    return all(concat.parts(), " ~ ");
  }

  @Override
  public String conditional(Expr.Conditional conditional) {
    String otherwise =
        conditional.otherwise() == null ? "" : " else " + of(conditional.otherwise());
    return of(conditional.then()) + " if " + of(conditional.test()) + otherwise;
  }

  @Override
  public String filter(Expr.Filter filter) {
    String target = filter.target() == null ? "" : of(filter.target());
    String arguments = arguments(filter.arguments());
    return target + " | " + filter.name() + (arguments.isEmpty() ? "" : "(" + arguments + ")");
  }

  @Override
  public String test(Expr.Test test) {
    String arguments = arguments(test.arguments());
    return of(test.target())
        + " is "
        + test.name()
        + (arguments.isEmpty() ? "" : "(" + arguments + ")");
  }

  @Override
  public String call(Expr.Call call) {
    return of(call.callee()) + "(" + arguments(call.arguments()) + ")";
  }

  private static String arguments(Expr.Arguments arguments) {
    List<String> parts = new ArrayList<>();
    arguments.positional().forEach(argument -> parts.add(of(argument)));
    arguments.keywords().forEach(keyword -> parts.add(keyword.name() + "=" + of(keyword.value())));
    if (arguments.star() != null) {
      parts.add("*" + of(arguments.star()));
    }
    if (arguments.doubleStar() != null) {
      parts.add("**" + of(arguments.doubleStar()));
    }
    return String.join(", ", parts);
  }

  @Override
  public String attribute(Expr.Attribute attribute) {
    return of(attribute.target()) + "." + attribute.name();
  }

  @Override
  public String item(Expr.Item item) {
    return of(item.target()) + "[" + of(item.index()) + "]";
  }

  @Override
  public String slice(Expr.Slice slice) {
    String step = slice.step() == null ? "" : ":" + of(slice.step());
    return (slice.start() == null ? "" : of(slice.start()))
        + ":"
        + (slice.stop() == null ? "" : of(slice.stop()))
        + step;
  }
}
